package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.PersonId;
import java.util.Set;

/**
 * What the browser's session counts for already: the same person needs to show only what is missing
 * for the level.
 *
 * @param byFact whether a fact chose the person: {@code session.Authentications}
 */
public record Held(PersonId person, Set<Factor> factors, boolean byFact) {
  public Held {
    factors = Set.copyOf(factors);
  }
}
