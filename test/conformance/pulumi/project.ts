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
  /** Commands, a word each. */
  commands: z.array(z.array(z.string())),
});

/** A project that the CLI runs, and the commands that it is run with. */
export type Project = z.infer<typeof projectSchema>;

/** What each command did. */
export const projectOutcomesSchema = z.array(
  z.strictObject({
    status: z.number(),
    output: z.string(),
    /** How many resources providers made, changed or deleted. */
    deeds: z.number(),
  }),
);
