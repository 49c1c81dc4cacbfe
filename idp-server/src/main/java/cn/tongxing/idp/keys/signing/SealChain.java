package cn.tongxing.idp.keys.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.tongxing.idp.audit.ChainSeal;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.sealing.ChainLink;
import org.jspecify.annotations.Nullable;

/** The audit chain's links and signed checkpoints. */
final class SealChain implements ChainSeal {

  private static final String TYPE = "audit-checkpoint+jwt";

  private final ChainLink link;
  private final CompactJws jws;

  SealChain(ChainLink link, CompactJws jws) {
    this.link = link;
    this.jws = jws;
  }

  @Override
  public byte[] link(byte[] previous, byte[] row) {
    return link.of(previous, row);
  }

  @Override
  public String sign(String checkpoint) {
    return jws.sign(SigningAlgorithm.ES256, TYPE, checkpoint.getBytes(UTF_8));
  }

  @Override
  public @Nullable String verify(String text) {
    // Also by keys that are gone: the trail outlives them.
    return jws.verifyRecord(text, TYPE).map(payload -> new String(payload, UTF_8)).orElse(null);
  }
}
