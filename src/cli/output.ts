/** Prints on standard output. */
export type Print = (text: string) => void;

/** Keeps standard output for the JSON of the command alone: from here on, what the user's program prints goes to standard error. */
export function reserveStdout(): Print {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  Reflect.set(stdout, 'write', stderr.write.bind(stderr));
  return (text) => {
    write(text);
  };
}

/** The text of a JSON object as commands print it. */
export function printedJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
