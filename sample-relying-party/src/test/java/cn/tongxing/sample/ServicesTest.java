package cn.tongxing.sample;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.sdk.Citizen;
import cn.tongxing.sdk.Tokens;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two services, without signing in. */
class ServicesTest {

  private static final Instant NOW = Instant.parse("2026-11-26T04:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final Language LANGUAGE = Language.SIMPLIFIED;
  private static final Pattern SLOT = Pattern.compile("name=\"slot\" value=\"([^\"]+)\"");

  private final AppSession session = new AppSession("id", "token");
  private final Hospital hospital = new Hospital(CLOCK, new TextMessages(Optional.empty(), CLOCK));
  private final AppSession.SignedIn one = citizen("mVvJHqPz6sJzq0pQd4Yx3oU0n9S5cT7wGf2b1kRrLhA");
  private final AppSession.SignedIn other = citizen("aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0iL3oR6uX9zA2b");

  private static AppSession.SignedIn citizen(String subject) {
    return new AppSession.SignedIn(
        new Citizen(
            subject,
            Optional.empty(),
            Optional.empty(),
            List.of("sms"),
            NOW,
            Map.of("sub", subject)),
        new Tokens("a", NOW, Optional.empty(), "i"),
        "*三",
        Optional.of("+8613800000001"));
  }

  private List<String> offered(AppSession.SignedIn who) {
    Matcher slots = SLOT.matcher(hospital.desk(LANGUAGE, session, who));
    return slots.results().map(result -> result.group(1)).toList();
  }

  private Service.Notice book(AppSession.SignedIn who, String slot) {
    return hospital.act(LANGUAGE, who, Map.of("slot", slot));
  }

  @ParameterizedTest
  @CsvSource({
    "+8613800000001, +86_138******01",
    "+85261234567, +852_61****67",
    "+85366123456, +853_66****56",
    "+886912345678, +886_91*****78",
    "1380000, ******"
  })
  void aPhoneIsMaskedAsTheIdentityProviderMasksItAStarForEachHiddenDigit(
      String phone, String masked) {
    assertThat(Hospital.masked(phone)).isEqualTo(masked.replace('_', '\u00a0'));
  }

  @Test
  void aSlotIsTheFirstComersAndFreeAgainWhenCancelled() {
    String slot = offered(one).getFirst();
    assertThat(hospital.desk(LANGUAGE, session, one)).containsPattern("挂号费 \\d+\u00a0元");
    assertThat(book(one, slot).done()).isTrue();

    assertThat(offered(other)).doesNotContain(slot);
    assertThat(hospital.welcome(LANGUAGE)).doesNotContain("11月27日 星期五 08:30");
    assertThat(book(other, slot).done()).isFalse();
    assertThat(hospital.act(LANGUAGE, other, Map.of("cancel", slot)).done()).isFalse();

    assertThat(hospital.act(LANGUAGE, one, Map.of("cancel", slot)).done()).isTrue();
    assertThat(book(other, slot).done()).isTrue();
  }

  @Test
  void pressedTwiceIsBookedOnceAndNobodyTakesAll() {
    String first = offered(one).getFirst();
    book(one, first);
    assertThat(book(one, first).text()).contains("已经预约过");
    book(one, offered(one).getFirst());
    book(one, offered(one).getFirst());
    assertThat(book(one, offered(one).getFirst()).done()).isFalse();
    assertThat(book(one, "heart-2020-01-01").done()).isFalse();
  }

  @Test
  void whoCannotSendTextMessagesPromisesNone() {
    assertThat(hospital.desk(LANGUAGE, session, one)).doesNotContain("短信");
    assertThat(book(one, offered(one).getFirst()).text()).doesNotContain("短信");
  }

  @Test
  void eachCitizenHasAnAccountOfTheirOwnAndSeesNoSubject() {
    HousingFund fund = new HousingFund();
    String mine = fund.desk(LANGUAGE, session, one);

    assertThat(fund.desk(LANGUAGE, session, citizen(one.citizen().subject()))).isEqualTo(mine);
    assertThat(fund.desk(LANGUAGE, session, other)).isNotEqualTo(mine);
    assertThat(mine)
        .doesNotContain(one.citizen().subject())
        .containsPattern("data-account>3502\\d{8}<")
        .containsPattern("data-balance>[\\d,]+\\.\\d{2}\u00a0元<");
  }
}
