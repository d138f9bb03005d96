// A run that writes an output folder and can be told to kill itself before a given change of the disk, or to keep what the disk is before
// each of them. It is plain JavaScript, so that it starts quickly: the library it is given is transpiled already.
const childProcess = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const { copyFileSync, linkSync, mkdirSync, readdirSync, readlinkSync, statSync, symlinkSync, utimesSync } = fs;

const { library, dist, files, killAt, keptIn, immovable, hold } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
let changes = 0;
let changesUntilReady = 0;

/** Copies a folder with its links, hard ones included, and its times. */
function keep(from, to, copies = new Map()) {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) keep(source, target, copies);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else {
      const { ino, atime, mtime } = statSync(source);
      if (copies.has(ino)) linkSync(copies.get(ino), target);
      else copyFileSync(source, target);
      copies.set(ino, target);
      utimesSync(target, atime, mtime);
    }
  }
  const { atime, mtime } = statSync(from);
  utimesSync(to, atime, mtime);
}

function change() {
  changes += 1;
  if (keptIn) keep(path.dirname(dist), path.join(keptIn, String(changes)));
  if (changes === killAt) process.kill(process.pid, 'SIGKILL');
}

function before(module, name, action) {
  const original = module[name];
  module[name] = (...args) => {
    action(...args);
    return original(...args);
  };
}

for (const name of ['chmod', 'link', 'mkdir', 'rename', 'rm', 'rmdir', 'symlink', 'unlink', 'write', 'writeFile']) {
  before(fs, `${name}Sync`, change);
}
before(fs, 'openSync', (_, flags) => flags === 'wx' && change());
before(childProcess, 'spawnSync', change);
before(fs, 'renameSync', (from, to) => {
  if (to.endsWith('ready')) changesUntilReady = changes;
  if (immovable && from === dist)
    throw Object.assign(new Error('EBUSY'), { code: 'EBUSY', syscall: 'rename', path: from });
});

function* offered() {
  yield* files;
  if (!hold) return;
  process.stdout.write('held\n');
  fs.readFileSync(0);
}

require.extensions['.ts'] = require.extensions['.js'];
const { writeFolder } = require(path.join(library, 'src/write/output-folder.ts'));
process.stdout.write('begun\n');
const { problems } = writeFolder(dist, offered());
if (problems.length > 0) throw new Error(JSON.stringify(problems));
process.stdout.write(JSON.stringify({ changes, changesUntilReady }));
