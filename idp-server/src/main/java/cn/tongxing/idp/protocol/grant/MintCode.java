package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.protocol.ProtocolSettings;
import cn.tongxing.idp.protocol.grant.store.Codes;
import cn.tongxing.idp.protocol.grant.store.PendingCodeJson;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.stereotype.Service;

/** Mints authorization codes. Nothing is committed: a code that is lost was never a grant. */
@Service
public class MintCode {

  private final GrantTokens tokens;
  private final Codes codes;
  private final ProtocolSettings settings;
  private final InstantSource clock;
  private final SecureRandom random;

  MintCode(
      GrantTokens tokens,
      Codes codes,
      ProtocolSettings settings,
      InstantSource clock,
      SecureRandom random) {
    this.tokens = tokens;
    this.codes = codes;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  /** A code that stands for nothing yet. */
  public GrantToken draw() {
    return tokens.mint(
        GrantToken.Kind.CODE, new GrantId(TimeOrderedId.at(clock.instant(), random)));
  }

  /** From now on a code stands for what was decided, until a minute after it was drawn. */
  public void mint(GrantToken code, PendingCode pending) {
    codes.put(code.grant(), PendingCodeJson.write(pending), settings.codeLifetime());
  }
}
