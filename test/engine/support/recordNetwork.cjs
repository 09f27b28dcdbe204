// Preloaded into a process (`--require`): writes a line to $PAIRLENS_NETWORK_LOG for every use of the network that begins.
const { appendFileSync } = require('node:fs');
const dgram = require('node:dgram');
const dns = require('node:dns');
const net = require('node:net');

const note = (what, ...args) => {
  const said = args.filter(arg => ['string', 'number'].includes(typeof arg)).join(' ');
  appendFileSync(process.env.PAIRLENS_NETWORK_LOG, `${what} ${said}\n`);
};

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const [first] = args.flat();
  const { path, host, port } = typeof first === 'object' && first !== null ? first : {};
  // Pipes on this machine are no network.
  if (path === undefined || path === null) note('connect', host ?? first, port);
  return connect.apply(this, args);
};
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (...args) {
  note('listen', ...args);
  return listen.apply(this, args);
};
for (const holder of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  for (const name of Object.getOwnPropertyNames(holder).filter(key => /^(lookup|resolve|reverse)/.test(key))) {
    const original = holder[name];
    if (typeof original !== 'function') continue;
    holder[name] = function (...args) {
      note(`dns.${name}`, ...args);
      return original.apply(this, args);
    };
  }
}
for (const name of ['send', 'bind', 'connect']) {
  const original = dgram.Socket.prototype[name];
  dgram.Socket.prototype[name] = function (...args) {
    note(`udp ${name}`, ...args);
    return original.apply(this, args);
  };
}
