package cn.tongxing.idp.identity.assurance;

import static cn.tongxing.idp.kernel.IdentityAssurance.P1;
import static cn.tongxing.idp.kernel.IdentityAssurance.P2;
import static cn.tongxing.idp.kernel.IdentityAssurance.P3;
import static cn.tongxing.idp.kernel.IdentityAssurance.P4;
import static cn.tongxing.idp.kernel.IdentityAssurance.P5;

import cn.tongxing.idp.kernel.IdentityAssurance;
import java.util.Map;

/** How a peer's or an earlier system's word for a level is read. An unknown word is worth P1. */
enum AssertedScale {
  /** Ours. */
  OWN(Map.of("P1", P1, "P2", P2, "P3", P3, "P4", P4, "P5", P5)),
  /** Trust grades of the provinces' platforms: 2 self-asserted to 5 certificate or counter. */
  PROVINCIAL(Map.of("2", P1, "3", P2, "4", P4, "5", P5));

  private final Map<String, IdentityAssurance> words;

  AssertedScale(Map<String, IdentityAssurance> words) {
    this.words = words;
  }

  IdentityAssurance read(String word) {
    return words.getOrDefault(word, P1);
  }
}
