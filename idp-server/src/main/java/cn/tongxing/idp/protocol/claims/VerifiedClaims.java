package cn.tongxing.idp.protocol.claims;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.PersonProfile.Verification;
import cn.tongxing.idp.kernel.CitizenTime;
import cn.tongxing.idp.kernel.IdentityAssurance;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Claim {@code verified_claims} of OpenID Connect for Identity Assurance 1.0 (its schema: OpenID
 * Identity Assurance Schema Definition 1.0): how, when and by whom it was last verified who the
 * person is. The reference and the answer of the source stay here. Released by its scope, whole:
 * parts of it cannot be asked for by the {@code claims} parameter, whose conditions are not read.
 */
final class VerifiedClaims {

  /** Name of the claim. */
  static final String NAME = "verified_claims";

  /** The trust framework is this platform's own scale ({@code docs/adr/0007}). */
  private static final String FRAMEWORK = "cn_tongxing";

  private VerifiedClaims() {}

  /**
   * Empty where nobody but the person says who they are. A session that is worth less than the
   * person shows no piece that is worth more than it.
   *
   * @param level that is released
   */
  static Optional<Object> of(PersonProfile person, IdentityAssurance level) {
    return person
        .name()
        .filter(_ -> level.atLeast(IdentityAssurance.P2))
        .map(name -> {
          Map<String, Object> claims = new LinkedHashMap<>(); // in one order
          claims.put("verification", verification(level, person.verification(level)));
          claims.put("claims", Map.of("name_masked", name.masked()));
          return claims;
        });
  }

  private static Map<String, Object> verification(
      IdentityAssurance level, Optional<Verification> shown) {
    Map<String, Object> verification = new LinkedHashMap<>();
    verification.put("trust_framework", FRAMEWORK);
    verification.put("assurance_level", level.name().toLowerCase(Locale.ROOT));
    shown.ifPresent(verified -> {
      verification.put("time", day(verified));
      verification.put("evidence", List.of(evidence(verified)));
    });
    return verification;
  }

  private static Map<String, Object> evidence(Verification verified) {
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("type", isDocument(verified.method()) ? "document" : "electronic_record");
    evidence.put("check_details", checks(verified).map(method -> check(method, verified)).toList());
    record(verified.method())
        .ifPresent(type -> {
          Map<String, Object> found = new LinkedHashMap<>();
          found.put("type", type);
          found.put("source", Map.of("name", verified.source()));
          evidence.put("record", found);
        });
    return evidence;
  }

  private static Map<String, Object> check(String method, Verification verified) {
    Map<String, Object> check = new LinkedHashMap<>();
    check.put("check_method", method);
    if (!isHearsay(verified.method())) {
      check.put("organization", verified.source());
    }
    check.put("time", day(verified));
    return check;
  }

  /** The day, in the form that the schema wants: finer, it would join one person across sectors. */
  private static String day(Verification verified) {
    return DateTimeFormatter.ISO_INSTANT.format(CitizenTime.startOfDay(verified.time()));
  }

  /** Whose word it is that another had verified the person is nobody's business. */
  private static boolean isHearsay(Method method) {
    return method == Method.PEER_ASSERTION || method == Method.MIGRATED;
  }

  /** Registered name of the record that was looked into; empty where none fits. */
  private static Optional<String> record(Method method) {
    return switch (method) {
      case NAME_NUMBER_MATCH,
          PORTRAIT_UPLOAD_MATCH,
          LIVE_PORTRAIT_MATCH,
          NETWORK_CREDENTIAL,
          NETWORK_CREDENTIAL_WITH_PASSWORD ->
          Optional.of("population_register");
      case CERTIFIED_PAYMENT_ACCOUNT, BANK_CARD_FOUR_ELEMENTS -> Optional.of("bank_account");
      case CARRIER_THREE_ELEMENTS, PHONE_POSSESSION -> Optional.of("utility_account");
      case TRAVEL_DOCUMENT_MATCH, PEER_ASSERTION, MIGRATED, COUNTER_CHIP, COUNTER_MANUAL ->
          Optional.empty();
    };
  }

  /** Whether somebody held the document in hand. */
  private static boolean isDocument(Method method) {
    return method == Method.COUNTER_CHIP || method == Method.COUNTER_MANUAL;
  }

  /**
   * Of the registered values: {@code data} compared with a record, {@code auth} shown by whoever
   * the record is about, a live face ({@code bvr} with nobody by, {@code pvp} in person), a chip
   * read ({@code vcrypt}).
   */
  private static Stream<String> checks(Verification verified) {
    return switch (verified.method()) {
      case NAME_NUMBER_MATCH, TRAVEL_DOCUMENT_MATCH -> Stream.of("data");
      case CARRIER_THREE_ELEMENTS, BANK_CARD_FOUR_ELEMENTS ->
          verified.possession() ? Stream.of("data", "auth") : Stream.of("data");
      case PORTRAIT_UPLOAD_MATCH -> Stream.of("data");
      case LIVE_PORTRAIT_MATCH -> Stream.of("data", "bvr");
      case NETWORK_CREDENTIAL,
          NETWORK_CREDENTIAL_WITH_PASSWORD,
          CERTIFIED_PAYMENT_ACCOUNT,
          PHONE_POSSESSION ->
          Stream.of("auth");
      case PEER_ASSERTION, MIGRATED -> Stream.of("token");
      case COUNTER_CHIP -> Stream.of("vcrypt", "pvp");
      case COUNTER_MANUAL -> Stream.of("vpip", "pvp");
    };
  }
}
