package cn.tongxing.adapter.police;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.testkit.TestAdapterServices;
import cn.tongxing.adapter.testkit.TestClock;
import cn.tongxing.simulator.UpstreamSimulator;
import cn.tongxing.simulator.fault.Fault;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.fault.Upstream;
import cn.tongxing.simulator.nciic.NciicUpstream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameAndNumberTest {

  private UpstreamSimulator simulator;
  private TestAdapterServices services;
  private AuthenticationAdapter adapter;

  @BeforeEach
  void start() throws IOException {
    TestClock clock = TestClock.ticking();
    simulator = PoliceFixtures.simulator(clock);
    services = new TestAdapterServices(Set.of(simulator.baseUri().getAuthority()), clock);
    adapter = new PoliceAdapterFactory().create(PoliceFixtures.config(simulator), services);
  }

  @AfterEach
  void stop() {
    services.close();
    simulator.close();
  }

  private Person person() {
    return new Person(adapter, services);
  }

  private long questionsToTheRegister() {
    return simulator.requests().calls(NciicUpstream.PATH);
  }

  @Test
  void matchingNameAndNumberProveTheDocumentButNoFactor() {
    Person person = person();

    Outcome outcome = person.walks("张三", PoliceFixtures.ZHANGSAN);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Proven.class,
            proven -> {
              assertThat(proven.subjects()).isEmpty();
              assertThat(proven.factors()).isEmpty();
              assertThat(proven.facts().name()).get().extracting(n -> n.reveal()).isEqualTo("张三");
              assertThat(proven.facts().documents())
                  .containsExactly(
                      new IdentityDocument(
                          DocumentType.RESIDENT_ID, PoliceFixtures.ZHANGSAN, "CN"));
              assertThat(proven.facts().phone()).as("what the register does not say").isEmpty();
              assertThat(proven.facts().birthDate()).contains(LocalDate.of(1990, 1, 1));
              EvidenceItem evidence = proven.evidence().getFirst();
              assertThat(evidence.method()).isEqualTo(EvidenceItem.Method.NAME_NUMBER_MATCH);
              assertThat(evidence.source()).isEqualTo("population-register");
              assertThat(evidence.reference()).isEqualTo(person.transaction());
            });
  }

  @ParameterizedTest
  @CsvSource({
    "张三, ３５０２００１９９００１０１００１９",
    "张三, 350200 19900101 0019",
    "张 三, 350200199001010019",
    "欧阳文博, 35020019900115029x",
    "阿依古丽·买买提, 350211198808081066",
    "阿依古丽•买买提, 350211198808081066",
    "阿依古丽・买买提, 350211198808081066",
    "阿依古丽･买买提, 350211198808081066",
    "阿依古丽．买买提, 350211198808081066",
    "买买提·阿卜杜拉·吐尔逊江·依明, 350206199505050338",
    "林\u9fb9, 350205199709190117",
    "林\ue843, 350205199709190117",
    "Maria J. Keller, 350214199112120243",
    "maria  j． keller, 350214199112120243",
    "刘建国, 350200198712240094",
    "刘建华, 350200198712240094",
    "陳家明, 810000199001010019"
  })
  void whatIsTheSamePersonIsProven(String name, String number) {
    assertThat(person().walks(name, number)).isInstanceOf(Outcome.Proven.class);
  }

  @ParameterizedTest
  @CsvSource({
    "李四, 350200199001010019, MISMATCH",
    "张叁, 350200199001010019, MISMATCH",
    "吴新生, 350212200603010199, NO_RECORD",
    "王五, 350200199001010051, NO_RECORD",
    "郑国安, 350203197005200039, DOCUMENT_NOT_USABLE"
  })
  @Tag("L6")
  void theRegistersNoIsKeptApartByItsReason(String name, String number, Reason reason) {
    assertThat(person().walks(name, number)).isEqualTo(new Outcome.Refused(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {PoliceFixtures.ZHANGSAN, "350202193602170056", "350200199001010051"})
  @Tag("L6")
  void aNameThatTheRegisterCannotWriteIsNoMismatchAndTellsNothingOfTheNumber(String number) {
    assertThat(person().walks("黄\ud842\udfb7安", number))
        .isEqualTo(
            Outcome.Unavailable.ofThisPerson("register cannot write a character of the name"));
  }

  static Stream<Fault> faults() {
    return Arrays.stream(Fault.values()).filter(Upstream.NCIIC::knows);
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Tag("L5")
  @Tag("W8")
  void whatTheRegisterDoesWrongIsNeverThePersonsFault(Fault fault) {
    assertThat(person().walks("李四", PoliceFixtures.LISI)).isInstanceOf(Outcome.Proven.class);
    simulator.faults().set(Upstream.NCIIC, fault, Faults.WITHOUT_END);

    Outcome outcome = person().walks("张三", PoliceFixtures.ZHANGSAN);

    if (fault == Fault.SLOW) {
      assertThat(outcome).isInstanceOf(Outcome.Proven.class);
    } else {
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Unavailable.class,
              unavailable ->
                  assertThat(unavailable.diagnosis())
                      .isNotBlank()
                      .doesNotContain("张三", "李四", PoliceFixtures.ZHANGSAN, PoliceFixtures.LISI));
    }
  }

  @Test
  @Tag("L5")
  void aFavourableAnswerAboutTheSamePersonWithACommentInItIsNotBelieved() {
    services.tamper((request, answer) ->
        new String(answer, java.nio.charset.StandardCharsets.UTF_8)
            .replace("不一致", "不&lt;!-- --&gt;一致")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(person().walks("李四", PoliceFixtures.ZHANGSAN))
        .isEqualTo(new Outcome.Unavailable("register's reply: something beside text in result_xm"));
  }

  @Test
  void aLicenceTheServiceDoesNotKnowIsTheOperatorsConcern() {
    PoliceConfig.Nciic good = PoliceFixtures.nciic(simulator);
    PoliceConfig.Nciic bad =
        new PoliceConfig.Nciic(
            good.endpoint(),
            cn.tongxing.adapter.spi.Secret.of("another licence"),
            good.customerCode(),
            good.region(),
            good.business(),
            good.namespace(),
            good.noRecordText(),
            good.notUsableText());
    adapter =
        new PoliceAdapterFactory()
            .create(new PoliceConfig(bad, java.util.Optional.empty()), services);

    assertThat(person().walks("张三", PoliceFixtures.ZHANGSAN))
        .isEqualTo(new Outcome.Unavailable("register reports system error -71"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 350200199001010019, name, 请填写姓名。",
    "?三, 350200199001010019, name, 姓名中的“?”",
    "张三, '', id_number, 请填写证件号码。",
    "SMITH JOHN, 935840198506070019, id_number, 这种方式不能核验此类证件"
  })
  void whatTheFormItselfDoesNotSeeHasItsOwnWords(
      String name, String number, String field, String words) {
    Person person = person();
    person.does(new Step.Started(), Outcome.ShowForm.class);

    FormSpec form = person.does(PoliceFixtures.typed(name, number), Outcome.ShowForm.class).form();

    assertThat(form.errors()).containsOnlyKeys(field);
    assertThat(form.errors().get(field).simplified()).contains(words);
    assertThat(questionsToTheRegister()).isZero();
    assertThat(person.does(PoliceFixtures.typed("张三", PoliceFixtures.ZHANGSAN)))
        .isInstanceOf(Outcome.VerifyPhone.class);
  }

  @Test
  @Tag("L6")
  void theRegisterIsNotAskedBeforeAPhoneIsProven() {
    Person person = person();
    person.does(new Step.Started());
    person.does(PoliceFixtures.typed("张三", PoliceFixtures.ZHANGSAN), Outcome.VerifyPhone.class);

    assertThat(questionsToTheRegister()).isZero();
    person.does(PoliceFixtures.phone(), Outcome.Proven.class);
    assertThat(questionsToTheRegister()).isEqualTo(1);
  }

  @Test
  void stepsThatNobodyAskedForProveNothing() {
    Person person = person();
    person.does(new Step.Started());

    for (Step step : List.of(PoliceFixtures.phone(), new Step.Polled())) {
      assertThat(person.does(step)).isEqualTo(new Outcome.Refused(Reason.NOT_AUTHENTIC));
    }
    assertThat(person.does(new Step.Cancelled())).isEqualTo(new Outcome.Refused(Reason.CANCELLED));
    assertThat(questionsToTheRegister()).isZero();
  }

  @Test
  void stateOfAnotherVersionIsUnavailable() {
    for (String state : List.of("", "elements.2\n1\n2", "elements.1\nx", "app.1\na\nb", "zz")) {
      Person person = person();
      person.holds(cn.tongxing.adapter.spi.AdapterState.of(state));
      assertThat(person.does(PoliceFixtures.phone())).isInstanceOf(Outcome.Unavailable.class);
    }
  }
}
