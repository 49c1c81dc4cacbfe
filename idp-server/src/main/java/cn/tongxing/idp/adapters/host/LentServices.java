package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.adapter.spi.UpstreamHttp;
import cn.tongxing.adapter.spi.UpstreamToken;
import cn.tongxing.adapter.spi.WorkerProgram;
import cn.tongxing.adapter.spi.Workers;
import cn.tongxing.idp.adapters.UpstreamTokens;
import cn.tongxing.idp.adapters.UpstreamTokens.Name;
import cn.tongxing.idp.keys.KeyedHash;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;

/**
 * What one adapter is lent.
 *
 * @param adapter whose tokens and digests these are
 * @param counters its own
 */
record LentServices(
    String adapter,
    UpstreamHttp http,
    InstantSource clock,
    SecureRandom random,
    UpstreamTokens tokens,
    KeyedHash hash,
    LentWorkers lentWorkers,
    OwnCounters counters)
    implements AdapterServices {

  @Override
  public UpstreamToken token(String name, UpstreamToken.Source source, Instant deadline)
      throws IOException {
    return tokens.get(new Name(adapter, name), source, deadline);
  }

  @Override
  public void dropToken(String name, UpstreamToken refused) {
    tokens.drop(new Name(adapter, name), refused);
  }

  @Override
  public String digest(String purpose, Secret value) {
    if (!purpose.matches("[a-z][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException("purpose of a digest: " + purpose);
    }
    return HexFormat.of()
        .formatHex(hash.of("adapter-digest:" + adapter + ":" + purpose, value.reveal()));
  }

  @Override
  public void count(String name) {
    counters.count(name);
  }

  @Override
  public Workers workers(WorkerProgram program) {
    return lentWorkers.of(program);
  }
}
