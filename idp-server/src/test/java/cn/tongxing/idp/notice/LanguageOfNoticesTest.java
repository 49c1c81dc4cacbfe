package cn.tongxing.idp.notice;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.EarlierWaysEnded;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.SpokenLanguages;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Texts;
import cn.tongxing.idp.upkeep.Job;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In which language a person is told, from the sign-in to the text that is sent. */
@IdentitySlice
class LanguageOfNoticesTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");

  @Autowired private Notices notices;
  @Autowired private KnownPlaces places;
  @Autowired private SpokenLanguages languages;
  @Autowired private Texts texts;
  @Autowired private ApplicationEventPublisher events;
  @Autowired private List<Job> jobs;
  @Autowired private Enrolments enrolments;
  @Autowired private JdbcClient jdbc;

  private final PhoneNumber phone = ProofFixtures.phone(ProofFixtures.phone());
  private PersonId person;

  @BeforeEach
  void register() {
    var proof =
        proof().document(resident(ProofFixtures.idNumber())).name("林晓月").phone(phone.reveal());
    var enrolment = enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER);
    person = ((Enrolment.Created) enrolment).person();
  }

  private static Place browser() {
    byte[] mark = new byte[32];
    new SecureRandom().nextBytes(mark);
    return new Place(BROWSER, mark);
  }

  private void signsIn(String language, boolean isNew) {
    places.remember(person, browser(), Optional.of(Locale.forLanguageTag(language)), isNew);
  }

  /** As if the last choice had been made so long ago. */
  private void hoursLater(int hours) {
    jdbc.sql(
            "UPDATE person_language SET since = since - make_interval(hours => ?) WHERE person = ?")
        .params(hours, person.value())
        .update();
  }

  private String told(NoticeKind kind) {
    deliver(); // what came before
    notices.tell(person, kind);
    return delivered();
  }

  private void deliver() {
    jobs.stream().filter(job -> job.name().equals("notices")).forEach(Job::run);
  }

  private String delivered() {
    deliver();
    return texts.languages(phone).getLast();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh-CN", "zh-TW", "zh-HK", "en"})
  void whoRegistersIsToldInTheLanguageOfTheirPages(String language) {
    signsIn(language, true);
    assertThat(told(NoticeKind.PASSWORD_SET)).isEqualTo(language);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh-CN", "zh-TW", "zh-HK", "en"})
  void whoHasUsedAnotherForThreeDaysIsToldInIt(String language) {
    signsIn("zh-CN", true);
    signsIn(language, false);
    hoursLater(73);
    assertThat(told(NoticeKind.PASSWORD_CHANGED)).isEqualTo(language);
  }

  @Test
  @Clause({"A5", "A13"})
  void whoeverComesInCannotChooseTheLanguageInWhichTheOwnerIsWarned() {
    signsIn("zh-CN", true);
    hoursLater(1000);

    signsIn("en", false);
    assertThat(delivered()).as("of the new device itself").isEqualTo("zh-CN");
    assertThat(told(NoticeKind.PASSKEY_ADDED)).isEqualTo("zh-CN");
    hoursLater(71);
    assertThat(told(NoticeKind.PASSWORD_CHANGED)).isEqualTo("zh-CN");

    signsIn("zh-CN", false); // the owner
    signsIn("en", false);
    hoursLater(71);
    assertThat(told(NoticeKind.PHONE_CHANGED)).as("begun anew each time").isEqualTo("zh-CN");
  }

  /** As one who was imported, before their own first sign-in. */
  @Test
  @Clause("A13")
  void whoseLanguageNobodyKnowsIsToldInThatOfTheNumber() {
    assertThat(told(NoticeKind.FROZEN)).isEqualTo("zh-CN");
    signsIn("en", false);
    assertThat(told(NoticeKind.THAWED)).as("whoever was first").isEqualTo("zh-CN");
    hoursLater(73);
    assertThat(told(NoticeKind.FROZEN)).isEqualTo("en");
  }

  /** The language of a squatter is not the holder's. */
  @Test
  @Clause("A13")
  void whoGetsTheAccountIsNotToldInTheLanguageOfWhoeverHadIt() {
    signsIn("en", true);
    assertThat(languages.told(person)).hasValue(Locale.ENGLISH);

    events.publishEvent(new EarlierWaysEnded(person, RequestOrigin.SERVER));

    assertThat(languages.told(person)).isEmpty();
    assertThat(told(NoticeKind.PASSKEY_ADDED)).isEqualTo("zh-CN");
  }

  @Test
  void whatTheSwitchOfTheOwnPageChoseCountsAfterThreeDaysToo() {
    signsIn("zh-CN", true);
    languages.chose(person, Locale.ENGLISH);
    assertThat(languages.told(person)).hasValue(Locale.SIMPLIFIED_CHINESE);
    hoursLater(73);
    assertThat(languages.told(person)).hasValue(Locale.ENGLISH);
  }

  /** Whatever is asked for is one of the languages that there are. */
  @ParameterizedTest
  @ValueSource(strings = {"fr", "zh-Hant-MO", "zh-Hant", "en-GB", "und"})
  void aLanguageThatThePagesLackIsTheOneThatIsShownForIt(String language) {
    signsIn(language, true);
    String shown = language.startsWith("en") ? "en" : language.endsWith("MO") ? "zh-HK" : null;
    String chinese = language.equals("zh-Hant") ? "zh-TW" : "zh-CN";
    assertThat(told(NoticeKind.FROZEN)).isEqualTo(shown == null ? chinese : shown);
  }

  /** A notice that waits is sent as it was meant. */
  @Test
  void theLanguageIsThatOfTheTimeWhenItHappened() {
    signsIn("en", true);
    texts.refuse(phone);
    notices.tell(person, NoticeKind.FROZEN);
    deliver();
    signsIn("zh-CN", false);
    hoursLater(73);
    texts.accept(phone);
    jdbc.sql("UPDATE notice SET next_attempt_at = occurred_at WHERE person = ?")
        .param(person.value())
        .update();
    assertThat(delivered()).isEqualTo("en");
  }
}
