package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a person may use the service at all: an operator's decision. Of an account that became
 * part of another one ({@link Merges}), about that one.
 */
public interface Standings {

  /**
   * Shuts a person out: no way signs them in, and what they have open ends ({@link
   * StandingChanged}), all in one transaction with the audit event.
   *
   * @param operator who decides, as the operator's own records name them
   */
  Change disable(PersonId person, Reason reason, Reason operator, RequestOrigin origin);

  /**
   * Lets a person in again, by four eyes, in one transaction with the audit event. They sign in
   * anew: nothing of before comes back.
   */
  Change enable(PersonId person, Approval approval, RequestOrigin origin);

  /**
   * Whether the person may use the service, which is so until the caller's transaction ends:
   * whoever shuts them out, freezes the account, takes it over or changes something of it waits.
   * The first lock of any (ADR 0020).
   */
  boolean hold(PersonId person);

  /** What became of it. */
  enum Change {
    CHANGED,
    /** It was so already. */
    UNCHANGED,
    /** There is no such person. */
    UNKNOWN,
    /** The person was erased ({@link Erasures}); nobody opens the account again. */
    CLOSED
  }

  /**
   * Why, for the trail: a code or the number of a case, not a sentence about a person.
   *
   * @param code 1 to 64 letters, digits and {@code - _ . /}; nothing as long as a phone number
   */
  record Reason(String code) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");
    private static final Pattern PERSONAL = Pattern.compile("(?:\\d[._/-]?){11}");
    private static final Pattern DOCUMENT =
        Pattern.compile("[A-Za-z][._/-]?\\d{6,10}|[A-Za-z]{2}[._/-]?\\d{7}");

    private static final Pattern PASSPORT = Pattern.compile("[EG]\\d{8}|E[A-Z]\\d{7}");
    private static final Set<DocumentType> CHECKED =
        Set.of(
            DocumentType.MAINLAND_TRAVEL_PERMIT_HKMO,
            DocumentType.HONG_KONG_ID,
            DocumentType.TAIWAN_ID);

    public Reason {
      if (!isOne(code)) {
        throw new IllegalArgumentException(
            "1 to 64 letters, digits, - _ . / without eleven digits in a row");
      }
    }

    /** Whether that can be a code. */
    public static boolean isOne(String typed) {
      return FORM.matcher(typed).matches() && !PERSONAL.matcher(typed).find();
    }

    /**
     * Whether it has the form of a passport, a permit with a letter or an identity card of Hong
     * Kong or Taiwan; so have the codes of some operators and cases.
     */
    public boolean isLikeDocument() {
      return DOCUMENT.matcher(code).matches();
    }

    /**
     * Whether it is hardly anything else: a home return permit or a passport of the mainland, or an
     * identity card whose check character is right.
     */
    public boolean isDocument() {
      String bare = code.replaceAll("[._/-]", "").toUpperCase(Locale.ROOT);
      return isLikeDocument()
          && (PASSPORT.matcher(bare).matches()
              || CHECKED.stream()
                  .anyMatch(type ->
                      IdentityDocument.parse(type, bare, "CN", LocalDate.EPOCH).isPresent()));
    }
  }
}
