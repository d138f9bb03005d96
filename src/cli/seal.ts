import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { Refused } from '../model/problem.ts';
import { readCertificate, type SealingCertificate } from '../sealing/certificate.ts';
import { SEALING_SCOPES, type SealingScope } from '../sealing/scope.ts';
import { seal } from '../sealing/seal.ts';
import { sealedManifest } from '../sealing/sealed-document.ts';
import { toYaml } from '../write/yaml.ts';
import { printedJson } from './output.ts';
import { printProblems } from './print-problems.ts';
import { type InputOptions, readInput } from './seal-input.ts';
import { targetOf, writeSealed } from './seal-output.ts';
import { reportOf, reportText, type SealOutcome } from './seal-report.ts';
import { styleOf, wrap } from './terminal.ts';

/** The options of `roadbed seal`. */
interface SealOptions extends InputOptions {
  readonly cert: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly scope?: SealingScope;
  readonly output?: string;
  readonly mergeInto?: string;
  readonly renewed?: true;
  readonly json?: true;
}

/** `roadbed seal`: encrypts the values of a Secret for the certificate of a cluster, so that they can stand in git. */
export function sealCommand(): Command {
  const command = new Command('seal')
    .description(
      'Seal the values of a Secret for a cluster, so that they can stand in git: only the controller of Sealed Secrets there opens them. Values come from standard input or from files, and never from arguments.',
    )
    .requiredOption('--cert <file>', 'certificate of the controller, in PEM')
    .addOption(
      new Option('-f, --secret-file <file>', 'a Secret in YAML or JSON (default: standard input)').conflicts([
        'key',
        'fromFile',
        'raw',
      ]),
    )
    .option('--key <name>', 'take standard input as the value of this key')
    .option('--from-file <[key=]file>', 'take this file as the value of a key, as often as wanted', gather)
    .option('-n, --namespace <name>', 'namespace of the Secret (default: as the Secret says)')
    .option('--name <name>', 'name of the Secret (default: as it says)')
    .addOption(
      new Option('--scope <scope>', 'where the values may be opened (default: strict)').choices(SEALING_SCOPES),
    )
    .addOption(
      new Option('-o, --output <file>', 'write the SealedSecret to this file (default: standard output)').conflicts([
        'mergeInto',
        'raw',
      ]),
    )
    .addOption(
      new Option(
        '--merge-into <file>',
        'put the values into this sealed file and leave its others as they are',
      ).conflicts('raw'),
    )
    .addOption(new Option('--raw', 'print the sealed value alone').conflicts('key'))
    .option('--renewed', 'the cluster has a new key: its certificate may differ from that of the file')
    .option('--json', 'print one JSON object instead of text');
  // An option that is not known may hold a value: its name alone is told.
  command.configureOutput({
    outputError: (text, write) => write(text.replace(/^(error: unknown option '[^'=]*)=[\s\S]*/, "$1'\n")),
  });
  return command.action(run);
}

function gather(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

async function run(options: SealOptions): Promise<void> {
  const outcome = await sealAll(options);
  const { json, raw } = options;
  if ('problems' in outcome) {
    if (json === true) process.stdout.write(printedJson({ version: 1, problems: outcome.problems }));
    else printProblems(outcome.problems, 'nothing was sealed');
    process.exitCode = 1;
    return;
  }
  const { target, sealed, certificate, notes } = outcome;
  for (const note of notes) process.stderr.write(`${wrap(styleOf(process.stderr).yellow(note), 100).join('\n')}\n`);
  if (json === true) process.stdout.write(printedJson(reportOf(outcome, raw === true)));
  else if (raw === true) process.stdout.write(`${Object.values(sealed.values).join('\n')}\n`);
  else if (target.file === undefined) process.stdout.write(toYaml(sealedManifest(sealed)));
  else process.stdout.write(reportText({ target, sealed, certificate }, styleOf(process.stdout)));
}

async function sealAll(options: SealOptions): Promise<SealOutcome | Refused> {
  const certificate = certificateOf(options.cert);
  const target = targetOf(options);
  const input = await readInput(options);
  const problems = [certificate, target, input].flatMap((part) => ('problems' in part ? part.problems : []));
  if ('problems' in certificate || 'problems' in target || 'problems' in input) return { problems };
  const { name, namespace, scope, renewed, raw } = options;
  const request = { secret: input.secret, certificate, into: target.into, name, namespace, scope, renewed, raw };
  const sealed = seal(request, target.file ?? '');
  if ('problems' in sealed) return sealed;
  const unwritten = writeSealed(target, sealed);
  return unwritten === undefined ? { sealed, certificate, target, notes: input.notes } : { problems: [unwritten] };
}

function certificateOf(file: string): SealingCertificate | Refused {
  const pem = textOf(file);
  const certificate = readCertificate(pem, file, new Date());
  return 'code' in certificate ? { problems: [certificate] } : certificate;
}

/** What cannot be read holds no certificate. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
