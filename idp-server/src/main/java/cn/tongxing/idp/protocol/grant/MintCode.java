package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.protocol.ProtocolSettings;
import cn.tongxing.idp.protocol.grant.store.Codes;
import cn.tongxing.idp.protocol.grant.store.PendingCodeJson;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
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

  /** A code that was drawn before; empty if it is none of ours. */
  public Optional<GrantToken> drawn(String code) {
    return tokens.parse(GrantToken.Kind.CODE, code);
  }

  /** Whether an application that is given it now has half its life to bring it. */
  public boolean isYoung(GrantToken code) {
    return clock
        .instant()
        .isBefore(
            TimeOrderedId.timeOf(code.grant().value()).plus(settings.codeLifetime().dividedBy(2)));
  }

  /** A code that nobody has redeemed stands for nothing any more. */
  public void takeBack(GrantToken code) {
    codes.forget(code.grant());
  }

  /**
   * From now on a code stands for what was decided, until a minute after it was drawn; minted
   * twice, it is minted once.
   */
  public void mint(GrantToken code, PendingCode pending) {
    codes.put(code.grant(), PendingCodeJson.write(pending), settings.codeLifetime());
  }
}
