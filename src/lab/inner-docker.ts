import Docker from 'dockerode';
import { type HostAddress, startCommand } from './command.ts';
import { DialAgent } from './dial.ts';

/** A dial costs 20 ms and a process on the host, so calls share a few; streams keep theirs to themselves. */
const callSockets = 4;

type Dial = Docker['modem']['dial'];
type Request = Parameters<Dial>[0];
type Done = NonNullable<Parameters<Dial>[1]>;

/**
 * The Docker inside a lab host, as an ordinary dockerode. Calls reject while the inner daemon is down. Nothing connects
 * before the first call. No bulk goes through it: everything passes the outer engine twice.
 */
export function innerDocker(host: HostAddress): { readonly docker: Docker; close(): void } {
  const open = async () => {
    const dial = await startCommand(host, { argv: ['docker', 'system', 'dial-stdio'], stdin: true });
    return dial.stream;
  };
  const calls = new DialAgent(open, { keepAlive: true, maxSockets: callSockets });
  const streams = new DialAgent(open, { keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  // All of it is said here: what is left out, dockerode takes from DOCKER_HOST and its companions.
  const options = { protocol: 'http', host: 'http://inner-docker', port: 80, timeout: undefined } as const;
  const docker = new Docker(options);
  const modem = docker.modem;
  const dial = modem.dial.bind(modem);
  modem.dial = (request: Request, done: Done = () => {}) => {
    const isStream = request.isStream === true || request.hijack === true;
    const send = (answered: Done) => {
      // dockerode reads its agent before `dial` returns, so it may be another one for each request.
      Object.assign(modem, { agent: isStream ? streams : calls });
      dial({ ...request }, answered);
    };
    send((error, answer) => {
      if (error !== null && mayRepeat(request, error)) send(done);
      else done(error, answer);
    });
  };
  return {
    docker,
    close() {
      calls.destroy();
      streams.destroy();
    },
  };
}

/** A kept connection may have died with the daemon's last run, which shows only when it is used again. */
function mayRepeat({ method, abortSignal }: Request, error: Error): boolean {
  return 'code' in error && error.code === 'ECONNRESET' && method === 'GET' && abortSignal?.aborted !== true;
}
