/**
 * The proxy that a request goes through, or null: `HTTPS_PROXY` (`HTTP_PROXY` for http), `ALL_PROXY`, in capitals or
 * small letters; none for this machine and for the hosts in `NO_PROXY` (names with their subdomains, `host:port`, `*`).
 */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv): URL | null {
  const of = (name: string): string | undefined => env[name.toLowerCase()] || env[name];
  if (isLocal(url.hostname) || isExempt(url, of('NO_PROXY') ?? '')) return null;
  const address = of(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? of('ALL_PROXY');
  if (!address) return null;
  const written = address.includes('://') ? address : `http://${address}`;
  const proxy = URL.canParse(written) ? new URL(written) : null;
  return proxy?.protocol === 'http:' || proxy?.protocol === 'https:' ? proxy : null;
}

/** Whether a host is this machine. */
export function isLocal(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const own = port || (protocol === 'https:' ? '443' : '80');
  return list.split(/[\s,]+/).some(entry => {
    if (entry === '*') return true;
    const [, name = '', only] = /^\*?\.?([^:]*)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (name === '' || (only !== undefined && only !== own)) return false;
    return hostname === name || hostname.endsWith(`.${name}`);
  });
}
