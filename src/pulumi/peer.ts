// The first thing that `roadbed/pulumi` loads, so that who lacks the peer is told what to do before anything asks for it.
try {
  require.resolve('@pulumi/pulumi');
} catch (cause) {
  throw new Error(
    "roadbed/pulumi runs in a Pulumi program and needs Pulumi's SDK, which is not installed: npm install @pulumi/pulumi",
    { cause },
  );
}

export {};
