/** The image of a service in the version that is delivered. */
export function image(service: string): string {
  return `us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/${service}:v0.10.6`;
}
