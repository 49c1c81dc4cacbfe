package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.Operator;
import cn.tongxing.adapter.spi.Operator.Role;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.OfferedWay;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.testing.Clause;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A way that only staff may use, and who has to vouch for what it proves. */
class StaffOnlyTest extends SignInTest {

  private static final Operator ONE = new Operator("A-17", Role.CONDUCTS);
  private static final Operator TWO = new Operator("B-20", Role.CONFIRMS);

  @Autowired Proofs proofs;

  private static Prover before(Operator... staff) {
    return new Prover(
        Place.unmarked(new RequestOrigin("203.0.113.7", "test")),
        new byte[32],
        Optional.empty(),
        false,
        Locale.SIMPLIFIED_CHINESE,
        "",
        Optional.empty(),
        Set.of(),
        List.of(staff));
  }

  private static Proving begun(Purpose purpose) {
    return Proving.begun(new SignInId(UUID.randomUUID()), purpose);
  }

  private Progress proven(Operator... staff) {
    Prover prover = before(staff);
    Progress first = proofs.start(begun(new Purpose.VerifyAtCounter()), "test-counter", prover);
    Ask asked = ((Progress.Asks) first).ask();
    return asked instanceof Ask.Form
        ? proofs.answer(
            first.proving(),
            asked,
            new Action("submit", TestAdapters.person(NAME, newNumber())),
            prover)
        : first;
  }

  @Test
  @Clause("A13")
  void aCitizenIsNeitherOfferedItNorCanTheyChooseIt() throws Exception {
    SignInId id = begin();
    Page.ChooseMethod choice = (Page.ChooseMethod) browser.show(id);
    assertThat(choice.registering()).extracting(Page.Way::id).doesNotContain("test-counter");
    assertThat(browser.go(id, "method:test-counter", Map.of()))
        .isInstanceOf(Page.ChooseMethod.class);
    assertThat(proofs.adapters()).extracting(OfferedWay::id).doesNotContain("test-counter");
    assertThat(proofs.staffAdapters()).extracting(OfferedWay::id).containsExactly("test-counter");
  }

  @Test
  void withoutStaffOrForAnotherPurposeItIsNotAvailable() {
    Progress alone = proofs.start(begun(new Purpose.VerifyAtCounter()), "test-counter", before());
    Progress online = proofs.start(begun(new Purpose.SignIn()), "test-counter", before(ONE));
    Progress nobodyConducts =
        proofs.start(begun(new Purpose.VerifyAtCounter()), "test-counter", before(TWO));

    for (Progress refused : List.of(alone, online, nobodyConducts)) {
      assertThat(((Progress.Asks) refused).ask()).isInstanceOf(Ask.Down.class);
    }
  }

  /** Four eyes: what was typed by one is confirmed by another. */
  @Test
  void whatWasTypedByHandNeedsTwoPeople() {
    Operator sameAgain = new Operator(ONE.staffNumber(), Role.CONFIRMS);
    for (Progress stopped : List.of(proven(ONE), proven(ONE, sameAgain))) {
      assertThat(((Progress.Asks) stopped).ask()).isInstanceOf(Ask.Down.class);
    }

    Progress.Identified identified = (Progress.Identified) proven(ONE, TWO);
    assertThat(identified.proof().evidence())
        .extracting(EvidenceItem::operator)
        .as("those who were there, and nobody whom the adapter names")
        .containsExactly(java.util.Optional.of("A-17, B-20 (confirms)"));
  }

  /** What a citizen posts into a field of staff's is not read, whatever they call it. */
  @Test
  @Clause("A13")
  void aFieldForStaffIsNeitherShownToACitizenNorReadFromOne() throws Exception {
    SignInId id = begin();
    Page.AdapterForm shown = (Page.AdapterForm) browser.go(id, "method:test-form", Map.of());
    Map<String, String> typed = new HashMap<>(TestAdapters.person(NAME, newNumber()));
    typed.put("desk_note", "by a citizen");
    TestAdapters.NOTED.set("none");
    browser.press(id, "submit", typed);

    assertThat(shown.form().fields()).extracting(FormField::name).doesNotContain("desk_note");
    assertThat(TestAdapters.NOTED).as("what the adapter was told").hasValue("");
  }

  @Test
  void theSameFieldIsShownToStaffAndReadFromThem() {
    Prover desk = before(ONE, TWO);
    Progress first = proofs.start(begun(new Purpose.VerifyAtCounter()), "test-counter", desk);
    Ask.Form asked = (Ask.Form) ((Progress.Asks) first).ask();
    Map<String, String> typed = new HashMap<>(TestAdapters.person(NAME, newNumber()));
    typed.put("desk_note", "seen");
    proofs.answer(first.proving(), asked, new Action("submit", typed), desk);

    assertThat(asked.form().fields()).extracting(FormField::name).contains("desk_note");
    assertThat(TestAdapters.NOTED).hasValue("seen");
  }

  /** Staff that has left takes its fields along. */
  @Test
  void aFormShownBeforeStaffIsReadWithoutItsFieldsOnceTheyAreGone() {
    Progress first =
        proofs.start(begun(new Purpose.VerifyAtCounter()), "test-form", before(ONE, TWO));
    Ask.Form asked = (Ask.Form) ((Progress.Asks) first).ask();
    Map<String, String> typed = new HashMap<>(TestAdapters.person(NAME, newNumber()));
    typed.put("desk_note", "by whoever is left");
    proofs.answer(first.proving(), asked, new Action("submit", typed), before());

    assertThat(asked.form().fields()).extracting(FormField::name).contains("desk_note");
    assertThat(TestAdapters.NOTED).hasValue("");
  }

  /** It would be read whole from whoever is left. */
  @Test
  @Clause("A13")
  void aFormOfStaffsFieldsAloneIsNotReadOnceTheyAreGone() {
    Progress first =
        proofs.start(begun(new Purpose.VerifyAtCounter()), "test-form", before(ONE, TWO));
    FormSpec form = ((Ask.Form) ((Progress.Asks) first).ask()).form();
    FormSpec theirs =
        new FormSpec(
            form.title(),
            form.explanation(),
            form.fields().stream().map(FormField::forStaff).toList(),
            form.values(),
            form.errors(),
            form.secondaryActions());
    Map<String, String> typed = new HashMap<>(TestAdapters.person(NAME, newNumber()));
    typed.put("desk_note", "by whoever is left");
    TestAdapters.NOTED.set("none");

    Progress left =
        proofs.answer(
            first.proving(),
            new Ask.Form(theirs, Problem.none()),
            new Action("submit", typed),
            before());

    assertThat(((Progress.Asks) left).ask()).isInstanceOf(Ask.Down.class);
    assertThat(TestAdapters.NOTED).as("what the adapter was told").hasValue("none");
  }
}
