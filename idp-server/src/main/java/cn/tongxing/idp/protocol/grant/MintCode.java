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

  /** A code for what was decided, good for at most a minute. */
  public GrantToken mint(PendingCode pending) {
    var grant = new GrantId(TimeOrderedId.at(clock.instant(), random));
    GrantToken code = tokens.mint(GrantToken.Kind.CODE, grant);
    codes.put(grant, PendingCodeJson.write(pending), settings.codeLifetime());
    return code;
  }
}
