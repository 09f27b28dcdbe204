import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { openTunnel } from '../../net/openTunnel.ts';

/** Milliseconds for which an idle connection is kept. Servers often close theirs after five seconds. */
const idle = 4000;

/** Keeps connections to servers that are reached through a proxy, in TLS within a tunnel. */
class TunnelAgent extends HttpsAgent {
  constructor(
    readonly proxy: URL,
    readonly stall: number,
  ) {
    super({ keepAlive: true, timeout: idle });
  }

  override createConnection(
    { host, port, servername }: RequestOptions,
    done?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const hostname = host ?? '';
    openTunnel(this.proxy, { hostname, port: Number(port ?? 443) }, this.stall).then(
      socket => done?.(null, connect({ socket, servername: servername || hostname, ALPNProtocols: ['http/1.1'] })),
      error => done?.(error as Error, undefined as unknown as Duplex),
    );
  }
}

const agents = new Map<string, HttpAgent>();

/**
 * The agent that keeps connections to servers of a protocol, through a proxy or none.
 *
 * @param stall milliseconds without an answer after which the proxy is given up
 */
export function agentFor(protocol: string, proxy: URL | null, stall: number): HttpAgent {
  const name = `${protocol} ${proxy?.href ?? ''}`;
  const kept = agents.get(name);
  if (kept !== undefined) return kept;
  const plain = { keepAlive: true, timeout: idle };
  const secure = proxy === null ? new HttpsAgent(plain) : new TunnelAgent(proxy, stall);
  // Plain http goes through a proxy as a request to it, not in a tunnel.
  const agent = protocol === 'https:' ? secure : new HttpAgent(plain);
  agents.set(name, agent);
  return agent;
}
