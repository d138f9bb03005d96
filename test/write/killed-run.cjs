// A run that writes an output folder and can be told to kill itself before a given change of the disk. It is plain JavaScript, so that
// it starts quickly: the library it is given is transpiled already.
const childProcess = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const { library, dist, files, killAt, immovable, hold } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
let changes = 0;
let changesUntilReady = 0;

function change() {
  changes += 1;
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
