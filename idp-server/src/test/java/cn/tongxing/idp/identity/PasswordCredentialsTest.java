package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.PasswordCredentials.Change;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IdentitySlice
class PasswordCredentialsTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");
  private static final String GOOD = "correct horse 电池 staple";

  @Autowired private Enrolments enrolments;
  @Autowired private PasswordCredentials passwords;
  @Autowired private Freezes freezes;
  @Autowired private JdbcClient jdbc;

  private final String number = ProofFixtures.idNumber();
  private final String phone = ProofFixtures.phone();

  private PersonId registered(String documentNumber) {
    Proof proof = proof().document(resident(documentNumber)).name("林晓月").phone(phone).build();
    return ((Enrolment.Created) enrolments.enrol(proof, new SignInId(UUID.randomUUID()), BROWSER))
        .person();
  }

  private PersonId withPassword() {
    PersonId person = registered(number);
    assertThat(passwords.set(person, GOOD, BROWSER)).isEqualTo(Change.ACCEPTED);
    return person;
  }

  @Test
  @Clause("L1")
  void aSessionThatEndedWhileThePasswordWasHashedSetsNone() {
    PersonId person = registered(number);

    assertThat(passwords.set(person, GOOD, Optional.empty(), () -> false, BROWSER))
        .isEqualTo(Change.ENDED_MEANWHILE);

    assertThat(passwords.exists(person)).isFalse();
  }

  @Test
  @Clause("A2")
  void everyWritingOfPhoneAndNumberNamesThePerson() {
    PersonId person = withPassword();

    assertThat(passwords.asked(phone).check(GOOD)).contains(person);
    assertThat(
            passwords.asked("+86 " + phone.substring(0, 3) + "-" + phone.substring(3)).check(GOOD))
        .contains(person);
    assertThat(passwords.asked(number).check(GOOD)).contains(person);
    assertThat(
            passwords.asked(" " + fullWidth(number.toLowerCase(java.util.Locale.ROOT))).check(GOOD))
        .contains(person);
    String key = passwords.asked(phone).limitKey();
    assertThat(passwords.asked("+86" + phone).limitKey()).isEqualTo(key);
    assertThat(passwords.asked(fullWidth(number)).limitKey()).isEqualTo(key);
    assertThat(key).doesNotContain(phone).doesNotContain(person.toString());
  }

  @Test
  @Clause("A1")
  void unknownIdentifiersAreRefusedAndHaveAKey() {
    withPassword();

    assertThat(passwords.asked("13900000000").check(GOOD)).isEmpty();
    assertThat(passwords.asked("").check(GOOD)).isEmpty();
    assertThat(passwords.asked("x".repeat(100_000)).check(GOOD)).isEmpty();
    assertThat(passwords.asked("139 0000 0000").limitKey())
        .isEqualTo(passwords.asked("13900000000").limitKey());
    assertThat(passwords.asked("13900000001").limitKey())
        .isNotEqualTo(passwords.asked("13900000000").limitKey());
  }

  @Test
  @Clause("A6")
  void wrongLongAndCutPasswordsAreRefused() {
    withPassword();

    assertThat(passwords.asked(phone).check(GOOD + " ")).isEmpty();
    assertThat(passwords.asked(phone).check("")).isEmpty();
    assertThat(passwords.asked(phone).check(GOOD.repeat(100_000))).isEmpty();
    assertThat(passwords.asked(phone).check("correct horse\0")).isEmpty();
  }

  @Test
  @Clause({"A6", "NIST SP 800-63B-4 3.1.1.2"})
  void shortLongCommonAndPersonalPasswordsAreNotTaken() {
    PersonId person = registered(number);

    assertThat(passwords.set(person, "Ab1!xyz", BROWSER)).isEqualTo(Change.TOO_SHORT);
    assertThat(passwords.set(person, "x".repeat(257), BROWSER)).isEqualTo(Change.TOO_LONG);
    assertThat(passwords.set(person, "1QAZ2wsx", BROWSER)).isEqualTo(Change.COMMON);
    assertThat(passwords.set(person, "woaini1314", BROWSER)).isEqualTo(Change.COMMON);
    assertThat(passwords.set(person, "19880808", BROWSER)).isEqualTo(Change.COMMON);
    for (String ofFew : List.of("11112222", "a a a a a a", "abcabcabcabc", "a b c a b c")) {
      assertThat(passwords.set(person, ofFew, BROWSER)).as(ofFew).isEqualTo(Change.COMMON);
    }
    assertThat(passwords.set(person, "我是林晓月你好吗呀", BROWSER)).isEqualTo(Change.PERSONAL);
    assertThat(passwords.set(person, "pw" + phone + "pw", BROWSER)).isEqualTo(Change.PERSONAL);
    assertThat(passwords.set(person, "my-" + number.substring(12), BROWSER))
        .isEqualTo(Change.PERSONAL);
    assertThat(passwords.exists(person)).isFalse();
    assertThat(passwords.set(person, "vierzehn 😀 Äpfel", BROWSER)).isEqualTo(Change.ACCEPTED);
    assertThat(passwords.exists(person)).isTrue();
    assertThat(new AuditTrail(jdbc).of(person))
        .filteredOn(type -> type.equals("credential.added"))
        .hasSize(2);
  }

  @Test
  @Clause({"A6", "NIST SP 800-63B-4 3.1.1.2"})
  void theOwnNameInPinyinIsNotTakenNorIsItsBeginningBesideTheYearOfBirth() {
    PersonId person = registered(number);
    String year = number.substring(6, 10);

    for (String own :
        List.of(
            "linxiaoyue",
            "LinXiaoyue" + year,
            "Lin.Xiao-Yue!",
            "xiaoyuelin88",
            "my linxiaoyue 99",
            "林_晓_月_的密码本",
            "lxy" + year + "!!",
            year + "Lin##",
            phone.substring(0, 3) + "-" + phone.substring(3, 7) + "-" + phone.substring(7))) {
      assertThat(passwords.set(person, own, BROWSER)).as(own).isEqualTo(Change.PERSONAL);
    }
    assertThat(passwords.set(person, "lxy-und-zwei-Regen", BROWSER)).isEqualTo(Change.ACCEPTED);
    assertThat(passwords.set(person, "linzhi-in-Tibet", BROWSER)).isEqualTo(Change.ACCEPTED);
  }

  @Test
  @Clause({"A6", "NIST SP 800-63B-4 3.1.1.2"})
  void aPartOfTheOwnNameAndDigitsOfTheOwnNumbersAreNoPassword() {
    PersonId person = registered(number);
    String born = number.substring(6, 14);

    for (String own :
        List.of(
            "xiaoyue" + born.substring(0, 4),
            "XiaoYue_" + born.substring(4),
            born.substring(2, 4) + "xiaoyue",
            "xiaoyue" + phone.substring(7),
            phone.substring(5) + "lin",
            "lxy" + born.substring(2),
            "yue-" + born.substring(0, 6),
            "晓月" + born.substring(2))) {
      assertThat(passwords.set(person, own, BROWSER)).as(own).isEqualTo(Change.PERSONAL);
    }
    assertThat(passwords.set(person, "xiaoyue" + born.substring(0, 4) + "Regen", BROWSER))
        .isEqualTo(Change.ACCEPTED);
    assertThat(passwords.set(person, "xiaohua" + born.substring(0, 4), BROWSER))
        .as("another's name")
        .isEqualTo(Change.ACCEPTED);
  }

  @Test
  @Clause("A6")
  void controlCharactersAndSpacesAloneAreRefusedByName() {
    PersonId person = registered(number);

    for (String control :
        List.of("correct\0horse", "correct\thorse", "\0".repeat(20), "a\u0085bcdefgh")) {
      assertThat(passwords.set(person, control, BROWSER)).isEqualTo(Change.CONTROL);
    }
    for (String blank : List.of(" ".repeat(8), "\u3000".repeat(12), "  ")) {
      assertThat(passwords.set(person, blank, BROWSER)).isEqualTo(Change.BLANK);
    }
    assertThat(passwords.exists(person)).isFalse();
    assertThat(passwords.set(person, "", BROWSER)).isEqualTo(Change.TOO_SHORT);
  }

  @Test
  void aHashOfAnEarlierSystemIsRenewedAtTheNextSignIn() {
    PersonId person = withPassword();
    String old = "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe"; // "a"
    store(person, old);

    assertThat(passwords.asked(phone).check("a")).contains(person);
    assertThat(stored(person)).startsWith("$argon2id$");
    assertThat(passwords.asked(phone).check("a")).contains(person);
  }

  @Test
  void aSharedPhoneNamesNobodyButTheNumberDoes() {
    PersonId first = withPassword();
    String other = ProofFixtures.idNumber();
    PersonId second = registered(other);
    assertThat(passwords.asked(phone).check(GOOD)).contains(first);

    passwords.set(second, GOOD + "!", BROWSER);
    assertThat(passwords.asked(phone).check(GOOD)).isEmpty();
    assertThat(passwords.asked(number).check(GOOD)).contains(first);
    assertThat(passwords.asked(other).check(GOOD + "!")).contains(second);
  }

  @Test
  void aDisabledPersonHasNoPassword() {
    PersonId person = withPassword();
    jdbc.sql("UPDATE person SET status = 'DISABLED' WHERE id = ?").param(person.value()).update();

    assertThat(passwords.asked(phone).check(GOOD)).isEmpty();
  }

  /** A freeze keeps whoever it is from the password, and no try from their history. */
  @Test
  void whoseAccountIsFrozenIsToldSoByTheirPasswordOfBefore() {
    PersonId person = withPassword();
    longAgo(person);
    freezes.freeze(person, BROWSER);

    assertThat(passwords.asked(phone).check(GOOD)).contains(person);
    assertThat(passwords.asked(phone).isFrozen()).as("signs nobody in").isTrue();
    assertThat(passwords.asked(phone).isTooNew()).isFalse();
    assertThat(passwords.asked(phone).check("another one")).isEmpty();
    assertThat(passwords.asked(phone).holder()).contains(person);
    assertThat(passwords.asked(number, Whose.FROZEN).check(GOOD)).contains(person);

    jdbc.sql("UPDATE password_credential SET set_at = now() WHERE person = ?")
        .param(person.value())
        .update();
    assertThat(passwords.asked(phone).isTooNew()).as("set just now").isTrue();
    assertThat(passwords.asked(phone).isFrozen()).as("set just now").isFalse();
    assertThat(passwords.asked(number, Whose.FROZEN).isTooNew()).as("set just now").isTrue();
    assertThat(passwords.asked(number, Whose.FROZEN).holder()).contains(person);
  }

  /** Whoever used up the tries by one name of the person finds them used up by every other. */
  @Test
  void triesOfAFrozenAccountAreCountedAsThoseOfAnActiveOne() {
    PersonId person = withPassword();
    longAgo(person);
    String active = passwords.asked(phone).limitKey();
    freezes.freeze(person, BROWSER);

    assertThat(passwords.asked(phone).limitKey()).isEqualTo(active);
    assertThat(passwords.asked(fullWidth(number)).limitKey()).isEqualTo(active);
    assertThat(passwords.asked(number, Whose.FROZEN).limitKey()).isEqualTo(active);

    jdbc.sql("UPDATE password_credential SET set_at = now() WHERE person = ?")
        .param(person.value())
        .update();
    assertThat(passwords.asked(phone).limitKey()).as("set just now").isEqualTo(active);
    assertThat(passwords.asked(number, Whose.FROZEN).limitKey()).isEqualTo(active);
  }

  private void longAgo(PersonId person) {
    for (String column :
        List.of("person SET created_at = created_at", "password_credential SET set_at = set_at")) {
      jdbc.sql(
              "UPDATE %s - interval '30 days' WHERE %s = ?"
                  .formatted(column, column.startsWith("person ") ? "id" : "person"))
          .param(person.value())
          .update();
    }
  }

  @Test
  void onASharedPhoneTheOneWhoMaySignInIsNamed() {
    PersonId frozen = withPassword();
    longAgo(frozen);
    PersonId active = registered(ProofFixtures.idNumber());
    passwords.set(active, GOOD + "!", BROWSER);
    assertThat(passwords.asked(phone).holder()).isEmpty();

    freezes.freeze(frozen, BROWSER);

    assertThat(passwords.asked(phone).holder()).contains(active);
    assertThat(passwords.asked(phone).check(GOOD + "!")).contains(active);
    assertThat(passwords.asked(phone, Whose.FROZEN).holder()).contains(frozen);
    assertThat(passwords.asked(number, Whose.FROZEN).check(GOOD)).contains(frozen);
  }

  private void store(PersonId person, String encoded) {
    jdbc.sql("UPDATE password_credential SET encoded = ? WHERE person = ?")
        .params(encoded, person.value())
        .update();
  }

  private String stored(PersonId person) {
    return jdbc.sql("SELECT encoded FROM password_credential WHERE person = ?")
        .param(person.value())
        .query(String.class)
        .single();
  }

  private static String fullWidth(String text) {
    StringBuilder wide = new StringBuilder();
    text.chars().forEach(each -> wide.append((char) (each - 0x21 + 0xFF01)));
    return wide.toString();
  }
}
