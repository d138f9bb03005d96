import { type Application, Size, type WebService, Worker } from 'roadbed';
import { image } from './image.ts';

/** Ten users who look around and buy without end. */
export function loadGenerator(application: Application, frontend: WebService): Worker {
  return new Worker(application, 'loadgenerator', {
    image: image('loadgenerator'),
    env: { FRONTEND_ADDR: frontend.address, USERS: '10', RATE: '1' },
    cpuMillicores: 300,
    memory: Size.mebibytes(512),
    minReplicas: 1,
    maxReplicas: 1,
  });
}
