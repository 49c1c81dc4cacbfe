package cn.tongxing.idp.identity.claim;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.document.PersonName;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which of two claims is believed. What is known is never replaced by a text that cannot be
 * compared, by another text of a source that does not keep the register, or by a lower level: but
 * for a known text that itself cannot be compared (masked, or with signs that nobody could write),
 * which is no knowledge, and which the register's word replaces at any level. Hearsay is believed
 * of nobody of whom another source ever said something. Source: ADR 0017.
 */
public final class ClaimRule {

  /** These compare with, or are, the register of names and dates of birth. */
  private static final Set<Method> REGISTERS =
      EnumSet.of(
          Method.NAME_NUMBER_MATCH,
          Method.PORTRAIT_UPLOAD_MATCH,
          Method.LIVE_PORTRAIT_MATCH,
          Method.NETWORK_CREDENTIAL,
          Method.NETWORK_CREDENTIAL_WITH_PASSWORD,
          Method.TRAVEL_DOCUMENT_MATCH,
          Method.COUNTER_CHIP,
          Method.COUNTER_MANUAL);

  private ClaimRule() {}

  /** What becomes of a claim. */
  public enum Verdict {
    /** It is believed from now on, in place of what was. */
    BELIEVED,
    /** It is what is believed, from the same source: known to be so again. */
    CONFIRMED,
    /** It says nothing new, or nothing that can be compared. */
    PASSED_BY,
    /** It says otherwise, and is not believed: for a counter to look at. */
    CONTRADICTED
  }

  /** Whether a method's source keeps the register of what it says. */
  public static boolean isRegister(Method method) {
    return REGISTERS.contains(method);
  }

  /**
   * Judges what is said against what is believed. Where nothing is, since it was withdrawn, hearsay
   * takes the place of no other source's word.
   *
   * @param sources that ever said something of this kind of the person
   */
  public static Verdict judge(
      ClaimKind kind, Optional<Said> believed, Collection<String> sources, Said said) {
    boolean others = sources.stream().anyMatch(each -> !each.equals(said.source()));
    return believed
        .map(known -> judge(kind, known, said))
        .orElse(said.isHearsay() && others ? Verdict.PASSED_BY : Verdict.BELIEVED);
  }

  private static Verdict judge(ClaimKind kind, Said known, Said said) {
    boolean high = said.level().atLeast(known.level());
    return switch (kind.compare(known.text(), said.text())) {
      case EQUAL -> equal(known, said, high);
      case DIFFERENT -> high && said.isAuthoritative() ? Verdict.BELIEVED : Verdict.CONTRADICTED;
      // what nobody could write at all is better known by whoever can
      case CANNOT_COMPARE ->
          said.isAuthoritative() && kind.isComparable(said.text())
              ? Verdict.BELIEVED
              : Verdict.PASSED_BY;
    };
  }

  private static Verdict equal(Said known, Said said, boolean high) {
    if (high && known.source().equals(said.source()) && known.level() == said.level()) {
      return Verdict.CONFIRMED;
    }
    boolean theirs = !said.isHearsay() || known.source().equals(said.source());
    return theirs && said.level().compareTo(known.level()) > 0
        ? Verdict.BELIEVED
        : Verdict.PASSED_BY;
  }

  /** Whether a proven name is the known one, for a proof that is to be the person's. */
  public static boolean isSameName(PersonName known, PersonName proven) {
    return switch (known.compareWith(proven)) {
      case EQUAL -> true;
      case DIFFERENT -> false;
      case CANNOT_COMPARE -> proven.isComparable();
    };
  }
}
