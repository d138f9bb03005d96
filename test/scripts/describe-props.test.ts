import { describeProps } from '../../scripts/describe-props.ts';

const declaration = `import * as z from 'zod';
declare const props: z.ZodObject<{
    port: z.ZodInt;
    probe: z.ZodOptional<z.ZodObject<{
        path: z.ZodString;
    }, z.core.$strict>>;
    other: z.ZodString;
}, z.core.$strict>;
/** A service. */
export declare class Service extends GoldenPath<typeof props> {
    static readonly schema: z.ZodObject<{
        port: z.ZodInt;
    }, z.core.$strict>;
}
`;

const schema = {
  type: 'object',
  properties: {
    port: { type: 'integer', minimum: 1, maximum: 65535, default: 80, description: 'Port that */ it listens on.' },
    probe: {
      type: 'object',
      description: 'How it is asked.',
      properties: { path: { type: 'string', description: 'Path that is asked.' } },
    },
  },
};

const described = describeProps(declaration, new Map([['Service', schema]]));

test('the comment of a prop stands before its key, with limits and default', () => {
  expect(described).toContain(`declare const props: z.ZodObject<{
    /**
     * Port that *\\/ it listens on.
     *
     * Limits: 1 to 65535.
     * @default 80
     */
    port: z.ZodInt;
`);
});

test('the comment of a member of a prop stands before its key', () => {
  expect(described).toContain(`
    probe: z.ZodOptional<z.ZodObject<{
        /**
         * Path that is asked.
         */
        path: z.ZodString;
`);
});

test('the schema of the class is described like the constant that it extends', () => {
  expect(described.match(/Port that/g)).toHaveLength(2);
});

test('a key that the schema does not show stays as it is', () => {
  expect(described).toContain('>>;\n    other: z.ZodString;');
});

test('describing twice gives what describing once gives', () => {
  expect(describeProps(described, new Map([['Service', schema]]))).toBe(described);
});

test('a class whose declaration shows no props is a fault of the build', () => {
  const schemas = new Map([['Service', schema]]);
  expect(() => describeProps('export declare class Service {}', schemas)).toThrow('Service shows no schema with props');
});
