package cn.tongxing.idp.identity.assurance;

import cn.tongxing.idp.kernel.IdentityAssurance;

/** How a peer's or an earlier system's word for a level is read. An unknown word is worth P1. */
enum AssertedScale {
  /** Ours. */
  OWN {
    @Override
    IdentityAssurance read(String word) {
      return switch (word) {
        case "P2" -> IdentityAssurance.P2;
        case "P3" -> IdentityAssurance.P3;
        case "P4" -> IdentityAssurance.P4;
        case "P5" -> IdentityAssurance.P5;
        default -> IdentityAssurance.P1;
      };
    }
  },
  /** Trust grades of the provinces' platforms: 2 self-asserted to 5 certificate or counter. */
  PROVINCIAL {
    @Override
    IdentityAssurance read(String word) {
      return switch (word) {
        case "3" -> IdentityAssurance.P2;
        case "4" -> IdentityAssurance.P4;
        case "5" -> IdentityAssurance.P5;
        default -> IdentityAssurance.P1;
      };
    }
  };

  abstract IdentityAssurance read(String word);
}
