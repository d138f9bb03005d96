import * as pulumi from '@pulumi/pulumi';

/** A resource by its type token alone, so that no package of its provider is loaded. */
export class RawResource extends pulumi.CustomResource {
  /** @param outputs names of what is read of it, beside what it is given */
  constructor(
    type: string,
    name: string,
    inputs: pulumi.Inputs,
    outputs: readonly string[],
    options: pulumi.CustomResourceOptions,
  ) {
    // A property that is undefined is one that the provider fills in.
    super(type, name, { ...Object.fromEntries(outputs.map((output) => [output, undefined])), ...inputs }, options);
  }

  /** A value that is known when the resource is there. */
  output(name: string): pulumi.Output<unknown> {
    const value: unknown = Reflect.get(this, name);
    if (!pulumi.Output.isInstance(value)) {
      throw new Error(`the platform reads no "${name}" of this resource, so Pulumi was not asked for it`);
    }
    return value;
  }
}

/** A component that its provider fills with resources of its own. */
export class RemoteResource extends pulumi.ComponentResource {
  constructor(type: string, name: string, inputs: pulumi.Inputs, options: pulumi.ComponentResourceOptions) {
    super(type, name, inputs, options, true);
  }
}

/** A construct at a cluster: what its resources stand in. */
export class Component extends pulumi.ComponentResource {
  /** Says that all that stands in it has been registered. */
  finish(): void {
    this.registerOutputs({});
  }
}

/** A provider with settings of its own. */
export class Provider extends pulumi.ProviderResource {}
