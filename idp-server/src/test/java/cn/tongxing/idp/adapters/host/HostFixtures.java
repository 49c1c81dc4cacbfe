package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.UpstreamToken;
import cn.tongxing.idp.adapters.UpstreamTokens;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.outbound.http.OutboundFixtures;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What a host lends, without Redis and without keys. */
final class HostFixtures {

  private HostFixtures() {}

  static Lending lending() {
    return lending(InstantSource.system());
  }

  /** By a clock of the test's. */
  static Lending lending(InstantSource clock) {
    return new Lending(
        OutboundFixtures.onThisMachine(),
        _ -> Optional.empty(),
        OutboundFixtures.identities(),
        new FetchedEachTime(),
        new Hashed(),
        clock,
        new SecureRandom(),
        new LentWorkers(clock),
        Optional.empty());
  }

  private static final class FetchedEachTime implements UpstreamTokens {
    @Override
    public UpstreamToken get(Name name, UpstreamToken.Source source, Instant deadline)
        throws IOException {
      return source.fetch();
    }

    @Override
    public void drop(Name name, UpstreamToken refused) {
      // nothing is kept
    }
  }

  private static final class Hashed implements KeyedHash {
    @Override
    public byte[] of(String purpose, byte[] value) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(purpose.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return digest.digest(value);
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean matches(byte[] stored, String purpose, String value) {
      return MessageDigest.isEqual(stored, of(purpose, value));
    }
  }
}
