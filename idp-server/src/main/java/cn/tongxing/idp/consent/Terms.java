package cn.tongxing.idp.consent;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.Instant;
import java.util.Optional;

/**
 * Acceptance of the terms of use and the privacy notice. Verification is registration: whoever goes
 * on where the page says so has accepted both (PIPL articles 14 and 17: knowingly, by an act of
 * their own), and which version it was is kept with the opening of the account.
 */
public interface Terms {

  /** Notes, in the caller's transaction, that the person accepted what is in force; with audit. */
  void accept(PersonId person, RequestOrigin origin);

  /** What the person accepted last; empty for accounts that were brought along or taken over. */
  Optional<Accepted> accepted(PersonId person);

  /** A version, and when it was accepted. */
  record Accepted(String version, Instant at) {}
}
