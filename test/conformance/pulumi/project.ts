import * as z from 'zod';

/** A project that the CLI runs, and the commands that it is run with. */
export const projectSchema = z.strictObject({
  /** The `pulumi` program. */
  cli: z.string(),
  /** The language host that starts programs of Node. */
  host: z.string(),
  /** Folder for the state of the stack and for what Pulumi itself keeps. */
  folder: z.string(),
  /** Folder of the project. */
  project: z.string(),
  commands: z.array(
    z.strictObject({
      /** What `pulumi` is told, a word each. */
      words: z.array(z.string()),
      /** Files of the project that are written anew before, by their names. */
      files: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

/** A project that the CLI runs, and the commands that it is run with. */
export type Project = z.input<typeof projectSchema>;

/** What each command did. */
export const projectOutcomesSchema = z.array(
  z.strictObject({
    status: z.number(),
    output: z.string(),
    /** How many resources providers made, changed or deleted. */
    deeds: z.number(),
  }),
);
