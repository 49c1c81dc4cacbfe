// oidc-provider as a peer: one Node process on Redis, 10,000 people, two departments' applications.
// What it answers with is meant to be what our server answers with: RS256, PKCE, rotation, no consent page.
// PORT, REDIS_PORT, HASH=none|argon2 (as many passes and as much memory as ours).
import http from 'node:http';
import { createHash, generateKeyPairSync, timingSafeEqual } from 'node:crypto';
import { Redis } from 'ioredis';
import { Provider } from 'oidc-provider';

const port = Number(process.env.PORT);
const issuer = `http://127.0.0.1:${port}`;
const callback = 'http://127.0.0.1:9/callback';
const people = 10000;
const day = 86400;

const password = 'Bench-Passw0rd!';
async function passwordCheck() {
  if (process.env.HASH === 'argon2') {
    const { hash, verify } = await import('@node-rs/argon2');
    const kept = await hash(password, { algorithm: 2, memoryCost: 7168, timeCost: 5, parallelism: 1 });
    return (typed) => verify(kept, typed);
  }
  const digest = (text) => createHash('sha256').update(text).digest();
  const kept = digest(password);
  return async (typed) => timingSafeEqual(kept, digest(typed));
}
const isRight = await passwordCheck();
const isPerson = (name) => /^user\d{5}$/.test(name) && Number(name.slice(4)) < people;

const redis = new Redis(Number(process.env.REDIS_PORT), '127.0.0.1');
const ofGrant = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);
class Store {
  constructor(kind) {
    this.kind = kind;
  }

  key(id) {
    return `${this.kind}:${id}`;
  }

  async upsert(id, payload, seconds) {
    const key = this.key(id);
    const life = seconds ? ['EX', seconds] : [];
    const all = redis.multi().set(key, JSON.stringify(payload), ...life);
    if (ofGrant.has(this.kind) && payload.grantId) {
      all.rpush(`grant:${payload.grantId}`, key).expire(`grant:${payload.grantId}`, 14 * day);
    }
    if (payload.uid) {
      all.set(`uid:${payload.uid}`, id, ...life);
    }
    await all.exec();
  }

  async find(id) {
    const kept = await redis.get(this.key(id));
    return kept ? JSON.parse(kept) : undefined;
  }

  async findByUid(uid) {
    const id = await redis.get(`uid:${uid}`);
    return id ? this.find(id) : undefined;
  }

  async findByUserCode() {
    return undefined;
  }

  async consume(id) {
    const payload = await this.find(id);
    payload.consumed = Math.floor(Date.now() / 1000);
    await redis.set(this.key(id), JSON.stringify(payload), 'KEEPTTL');
  }

  async destroy(id) {
    await redis.del(this.key(id));
  }

  async revokeByGrantId(grant) {
    const keys = await redis.lrange(`grant:${grant}`, 0, -1);
    await redis.del(`grant:${grant}`, ...keys);
  }
}

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const provider = new Provider(issuer, {
  adapter: Store,
  jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: 'rs' }] },
  cookies: { keys: ['bench'] },
  clients: [
    {
      client_id: 'department',
      client_secret: 'department-secret',
      redirect_uris: [callback],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      token_endpoint_auth_method: 'client_secret_basic',
    },
  ],
  claims: { openid: ['sub'], profile: ['name', 'given_name', 'family_name'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
    resourceIndicators: {
      // the application's own token is a JWT, as ours is
      enabled: true,
      defaultResource: (context) =>
        context.oidc.body?.grant_type === 'client_credentials' ? 'urn:bench:records' : undefined,
      getResourceServerInfo: () => ({
        scope: 'records:read',
        audience: 'urn:bench:records',
        accessTokenFormat: 'jwt',
        accessTokenTTL: 300,
        jwt: { sign: { alg: 'RS256' } },
      }),
      useGrantedResource: () => false,
    },
  },
  scopes: ['openid', 'offline_access', 'records:read'],
  ttl: {
    AccessToken: 300,
    AuthorizationCode: 60,
    ClientCredentials: 300,
    Grant: 14 * day,
    IdToken: 300,
    Interaction: 1800,
    RefreshToken: 14 * day,
    Session: 14 * day,
  },
  issueRefreshToken: async () => true,
  rotateRefreshToken: true,
  findAccount: async (_, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, name: `First Last ${id}`, given_name: 'First', family_name: 'Last' }),
  }),
  loadExistingGrant: async (context) => {
    const { client, session } = context.oidc;
    const known = session.grantIdFor(client.clientId);
    if (known) {
      return context.oidc.provider.Grant.find(known);
    }
    const grant = new context.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid profile offline_access');
    await grant.save();
    return grant;
  },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
});

const page = (uid) => `<!doctype html><html lang="en"><head><title>Sign in</title></head><body>
<form method="post" action="/interaction/${uid}">
<input type="text" name="username"><input type="password" name="password"><button type="submit">Sign in</button>
</form></body></html>`;

async function signIn(request, response) {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method === 'POST') {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const typed = new URLSearchParams(Buffer.concat(chunks).toString());
    if (isPerson(typed.get('username')) && (await isRight(typed.get('password')))) {
      const login = { accountId: typed.get('username') };
      return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
    }
  }
  response.setHeader('content-type', 'text/html; charset=utf-8');
  return response.end(page(uid));
}

const protocol = provider.callback();
http
  .createServer((request, response) => {
    if (!request.url.startsWith('/interaction/')) {
      return protocol(request, response);
    }
    return signIn(request, response).catch((failure) => {
      response.statusCode = 400;
      response.end(String(failure.message));
    });
  })
  .listen(port, '127.0.0.1', () => console.log(`listening on ${issuer}`));
