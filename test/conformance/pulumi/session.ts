import * as z from 'zod';

const stepSchema = z.discriminatedUnion('command', [
  /** What `pulumi` calls so, with the path of the user's program as it then is. */
  z.strictObject({ command: z.enum(['preview', 'up', 'destroy']), program: z.string() }),
  /** Any other command, such as `config set shop:vpcId-eu vpc-1`, a word each. */
  z.strictObject({ command: z.literal('cli'), words: z.array(z.string()) }),
]);

/** Something that is done to a stack. */
export type Step = z.infer<typeof stepSchema>;

/** What is done to a stack, and with what. */
export const sessionSchema = z.strictObject({
  /** The `pulumi` program. */
  cli: z.string(),
  /** Folder for the state of the stack and for what Pulumi itself keeps. */
  folder: z.string(),
  /** Folders that manifests of existing clusters are to be rendered to, by the names of the clusters. */
  clusters: z.record(z.string(), z.string()),
  steps: z.array(stepSchema),
});

/** What is done to a stack, and with what. */
export type Session = z.infer<typeof sessionSchema>;

const deedSchema = z.strictObject({
  deed: z.enum(['create', 'update', 'delete']),
  type: z.string(),
  name: z.string(),
});

/** Something that the engine had a provider do. */
export type Deed = z.infer<typeof deedSchema>;

const madeSchema = z.strictObject({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  /** Inputs as plain data, secrets as providers read them. */
  inputs: z.unknown(),
  /** Settings of the provider that made it. */
  settings: z.unknown(),
});

/** A resource that a provider made. */
export type Made = z.infer<typeof madeSchema>;

/** What became of each step. */
export const outcomesSchema = z.array(
  z.strictObject({
    /** What Pulumi complained of, if the step did not go through. */
    error: z.string().optional(),
    /** How many resources were created, updated, deleted or left as they are; in a preview, would be. */
    changes: z.record(z.string(), z.number()),
    /** What providers did, in order. */
    deeds: z.array(deedSchema),
    /** What there is after the step. */
    resources: z.array(madeSchema),
    /** What the program exports. */
    outputs: z.record(z.string(), z.unknown()),
  }),
);

/** What became of a step. */
export type Outcome = z.infer<typeof outcomesSchema>[number];
