package cn.tongxing.idp.identity;

import java.util.Optional;

/**
 * What a person calls something of theirs: at most {@link #LONGEST} characters, none of them unseen
 * (controls, writing directions, half characters). Printed without it: people write other names
 * into it.
 */
public final class OwnName {

  /** In characters as Unicode counts them. */
  public static final int LONGEST = 60;

  /** Fillers that are letters or symbols by their category are blank all the same. */
  private static final String UNSEEN =
      "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\u115F\\u1160\\u3164\\uFFA0\\u2800]";

  /** More marks on one character than any script of ours has. */
  private static final String HEAPED = "(\\p{M}{4})\\p{M}+";

  private final String value;

  private OwnName(String value) {
    this.value = value;
  }

  /** What is left of what was typed; empty if that is nothing. */
  public static Optional<OwnName> of(String typed) {
    String seen = typed.replaceAll(UNSEEN, "").replaceAll(HEAPED, "$1").strip();
    int characters = Math.min(seen.codePointCount(0, seen.length()), LONGEST);
    String kept = seen.substring(0, seen.offsetByCodePoints(0, characters)).strip();
    return kept.isEmpty() ? Optional.empty() : Optional.of(new OwnName(kept));
  }

  /** The name itself, to be stored, or shown to its owner. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "OwnName[*]";
  }
}
