/** The first line of every file: where it comes from. */
export function made(from: string): readonly string[] {
  return [`Made by Roadbed from ${from}. Change the program, not this file.`];
}
