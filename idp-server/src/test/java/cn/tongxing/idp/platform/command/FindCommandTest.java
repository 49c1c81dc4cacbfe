package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.EvidenceWithdrawals;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Freezes.Case;
import cn.tongxing.idp.identity.Freezes.Desk;
import cn.tongxing.idp.identity.Merges;
import cn.tongxing.idp.identity.PersonLookups;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Window;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** An operator finds whom a caller means. */
@Clause("issue 5 item 26: whom a caller means, and what happened")
class FindCommandTest {

  private static final Case WHY =
      new Case(new Standings.Reason("caller"), new Standings.Reason("h/2026-118"));

  private final RunningServer server = RunningServer.shared();
  private final StringWriter said = new StringWriter();
  private final FindCommand command = new FindCommand();

  private int find(FindCommand.Search search) {
    var opened = new StaticApplicationContext();
    opened.getBeanFactory().registerSingleton("lookups", server.bean(PersonLookups.class));
    return command.run(opened, search, Window.asking(WHY));
  }

  FindCommandTest() {
    new CommandLine(command).setOut(new PrintWriter(said, true));
  }

  private PersonProfile profile(PersonId person) {
    return server.bean(Profiles.class).find(person).orElseThrow();
  }

  private List<String> lookUps(PersonId person) {
    return server
        .bean(JdbcClient.class)
        .sql("SELECT details FROM audit_event WHERE person = ? AND type = 'person.looked.up'")
        .param(person.value())
        .query(String.class)
        .list();
  }

  @Test
  void aDocumentNumberFindsIdStandingLevelAndWaysMaskedAndTheTrailSaysWhy() {
    PersonId person = server.person();
    PersonProfile known = profile(person);
    String number = known.documents().getFirst().number();
    PhoneNumber phone = known.phone().orElseThrow();

    assertThat(find(FindCommand.document(number.toLowerCase(java.util.Locale.ROOT)))).isZero();

    assertThat(said.toString())
        .startsWith(person.toString())
        .contains(
            "standing   active",
            "level      p2",
            "NAME_NUMBER_MATCH from population-register",
            "waits      nothing")
        .contains("RESIDENT_ID", "phone " + phone.masked(), known.documents().getFirst().masked())
        .doesNotContain(number, phone.reveal(), phone.reveal().substring(3))
        .doesNotContain(known.name().orElseThrow().reveal());
    assertThat(lookUps(person))
        .singleElement()
        .asString()
        .contains(
            "\"by\":\"document\"",
            "\"reason\":\"caller\"",
            "\"case\":\"h/2026-118\"",
            "\"operator\":\"window-3\"")
        .doesNotContain(number);
  }

  @Test
  void aPhoneFindsEverybodyWhoHasItAndWhatWaitsAndIsFrozen() {
    PersonId person = server.person();
    PhoneNumber phone = profile(person).phone().orElseThrow();
    PhoneNumber wanted = ProofFixtures.phone(ProofFixtures.phone());
    server
        .bean(PhoneChanges.class)
        .askFor(person, wanted, Window.decided(WHY.reason(), WHY.number()), RequestOrigin.SERVER);

    assertThat(find(FindCommand.phone(phone))).isZero();
    assertThat(said.toString())
        .contains(person.toString(), "change of phone to " + wanted.masked() + ", done 20");

    server
        .bean(Freezes.class)
        .freeze(person, Desk.HOTLINE, WHY, Window.OPERATOR, RequestOrigin.SERVER);
    assertThat(find(FindCommand.phone(phone))).isZero();
    assertThat(said.toString()).contains("active; frozen (hotline) since 20", ", until 20");
    assertThat(lookUps(person)).hasSize(2).allMatch(each -> each.contains("\"by\":\"phone\""));
  }

  @Test
  void whoIsShutOutIsFoundAndWhoBecamePartOfAnotherIsNamed() {
    PersonId kept = server.person();
    PersonId gone = server.nameless();
    var eyes = new Merges.Approval(new Standings.Reason("same-person"), "window-3", "window-4");
    assertThat(server.bean(Merges.class).merge(kept, gone, eyes, RequestOrigin.SERVER))
        .isEqualTo(Merges.Outcome.DONE);
    server.bean(Standings.class).disable(kept, WHY.reason(), Window.OPERATOR, RequestOrigin.SERVER);

    assertThat(find((lookups, asking, origin) -> lookups.byId(kept, asking, origin))).isZero();
    assertThat(said.toString()).contains("shut out by an operator", "merged     " + gone);
    assertThat(find((lookups, asking, origin) -> lookups.byId(gone, asking, origin))).isZero();
    assertThat(said.toString()).contains("became part of " + kept);
  }

  @Test
  void whatWasTakenOverUndoneOrWithdrawnIsSeenSoThatItCanBeUndone() {
    PersonId person = server.person();
    PhoneNumber fresh = ProofFixtures.phone(ProofFixtures.phone());
    var decision = Window.decided(WHY.reason(), WHY.number());
    TakeOvers takeOvers = server.bean(TakeOvers.class);
    FindCommand.Search search = (lookups, asking, origin) -> lookups.byId(person, asking, origin);

    assertThat(find(search)).isZero();
    assertThat(said.toString()).doesNotContain("taken over", "withdrawn");
    takeOvers.atCounter(person, fresh, decision, RequestOrigin.SERVER);
    assertThat(find(search)).isZero();
    assertThat(said.toString())
        .containsPattern("taken over 20[0-9T:-]+\\+08:00; 'citizen undo-take-over' undoes");
    takeOvers.undo(person, decision, RequestOrigin.SERVER);
    var eyes = new Merges.Approval(new Standings.Reason("forged"), "window-3", "window-4");
    server
        .bean(EvidenceWithdrawals.class)
        .withdraw(person, Method.NAME_NUMBER_MATCH, Optional.empty(), eyes, RequestOrigin.SERVER);
    assertThat(find(search)).isZero();
    assertThat(said.toString())
        .containsPattern("taken over 20[0-9T:-]+\\+08:00, undone 20[0-9T:-]+\\+08:00\\R")
        .contains("withdrawn  NAME_NUMBER_MATCH from population-register, 20");
  }

  @Test
  void aLinkedAccountIsNamedByTheDoorThatItWasLinkedBy() {
    PersonId person = server.nameless();
    server
        .bean(JdbcClient.class)
        .sql("UPDATE upstream_link SET way = 'network-identity' WHERE person = ?")
        .param(person.value())
        .update();

    assertThat(find((lookups, asking, origin) -> lookups.byId(person, asking, origin))).isZero();

    assertThat(said.toString()).contains("way        linked account: network-identity");
  }

  @Test
  void nobodyIsSaidToBeNobodyAndTheTrailHasTheLookUpToo() {
    var why =
        new Case(
            new Standings.Reason("caller"),
            // shorter than a phone number, should it be of digits alone
            new Standings.Reason("h/" + UUID.randomUUID().toString().substring(0, 8)));
    String number = ProofFixtures.idNumber();

    assertThat(
            server
                .bean(PersonLookups.class)
                .byDocument(number, Window.asking(why), RequestOrigin.SERVER))
        .isEmpty();
    assertThat(find(FindCommand.document(number))).isEqualTo(1);

    assertThat(said.toString()).isEqualToIgnoringNewLines("Nobody was found.");
    assertThat(
            server
                .bean(JdbcClient.class)
                .sql(
                    "SELECT count(*) FROM audit_event WHERE type = 'person.looked.up'"
                        + " AND person IS NULL AND details LIKE ?")
                .param("%" + why.number().code() + "%")
                .query(Long.class)
                .single())
        .isOne();
  }

  @Test
  @Clause({"L9", "G4"})
  void whoLooksAndWhyIsAskedForAndNoNumberIsTakenFromTheCommandLine() {
    for (String[] words :
        new String[][] {
          {"citizen", "find"},
          {"citizen", "find", "--reason", "caller", "--operator", "op1"},
          {"citizen", "find", "--reason", "caller", "--case", "c1"},
          find("--case", "two words", "--operator", "op1"),
          find("--case", "c1", "--operator", "two words"),
          find("--case", "c1", "--operator", "op1", "11010119900307803X"),
          find("--case", "c1", "--operator", "op1", "--phone", UUID.randomUUID().toString()),
        }) {
      assertThat(AdminCommands.run(words)).isEqualTo(2);
    }
  }

  private static String[] find(String... more) {
    var words = new ArrayList<>(List.of("citizen", "find", "--reason", "caller"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }
}
