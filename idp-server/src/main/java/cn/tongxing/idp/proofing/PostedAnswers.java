package cn.tongxing.idp.proofing;

import cn.tongxing.idp.kernel.SignInId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Posted call-backs (form post response mode) on their way from another site's form to the browser
 * that the proving began in. The post comes without our cookie; what it brought waits here, sealed,
 * for the request that follows with it, so that no code or envelope of an upstream stands in an
 * address, a proxy's log or a history. Each is taken once.
 */
public interface PostedAnswers {

  /** How long one waits: the browser follows at once. */
  Duration WAIT = Duration.ofMinutes(2);

  /** How many may wait for one transaction. */
  int MOST = 4;

  /**
   * Keeps one.
   *
   * @return the word to take it by, 22 letters of base64url; empty if too many wait
   */
  Optional<String> keep(SignInId signIn, Map<String, List<String>> parameters);

  /** Takes one, for good; empty if it was taken, has waited too long, or never was. */
  Optional<Map<String, List<String>>> take(SignInId signIn, String word);
}
