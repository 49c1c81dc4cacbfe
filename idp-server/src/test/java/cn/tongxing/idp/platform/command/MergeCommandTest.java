package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Merges;
import cn.tongxing.idp.identity.PersonLookups;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Window;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** What the two operators are told. */
@Clause("issue 5 item 26: commands name the system they act on")
class MergeCommandTest {

  private static final Merges.Approval APPROVAL =
      new Merges.Approval(new Standings.Reason("same-person"), "window-3", "window-4");

  private final RunningServer server = RunningServer.shared();
  private final StringWriter said = new StringWriter();

  private PersonId nameless() {
    var proof =
        ProofFixtures.proof()
            .account("police-network", "organisation-1", UUID.randomUUID().toString())
            .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL)
            .cameBack()
            .phone(ProofFixtures.phone());
    var enrolment =
        server
            .bean(Enrolments.class)
            .enrol(proof.build(), new SignInId(UUID.randomUUID()), RequestOrigin.SERVER);
    return ((Enrolment.Created) enrolment).person();
  }

  private int run(MergeCommand command, PersonId... persons) {
    var words =
        new ArrayList<>(
            List.of(
                "--reason",
                "same-person",
                "--operator",
                "window-3",
                "--second-operator",
                "window-4"));
    for (PersonId person : persons) {
      words.add(person.toString());
    }
    new CommandLine(command)
        .setOut(new PrintWriter(said, true))
        .parseArgs(words.toArray(String[]::new));
    var opened = new StaticApplicationContext();
    opened.getBeanFactory().registerSingleton("merges", server.bean(Merges.class));
    opened.getBeanFactory().registerSingleton("lookups", server.bean(PersonLookups.class));
    opened.getBeanFactory().registerSingleton("freezes", server.bean(Freezes.class));
    return command.run(opened, APPROVAL);
  }

  @Test
  void onlyOfAMergeIsItSaidThatItCanBeUndone() {
    PersonId kept = server.person();
    PersonId gone = nameless();

    assertThat(run(new MergeCommand.Merge(), kept, gone)).isZero();
    assertThat(said.toString())
        .contains("can be undone for 30 days", "one account now: " + kept + " and " + gone);

    said.getBuffer().setLength(0);
    assertThat(run(new MergeCommand.Unmerge(), gone)).isZero();
    assertThat(said.toString())
        .contains("They are two accounts again: " + kept + ", of which " + gone)
        .doesNotContain("can be undone", "no way");
  }

  /** A thaw ends what the merge brought a moment ago. */
  @Test
  void thatAnAccountHasNoWayLeftWhenItIsPartedIsSaid() {
    PersonId kept = server.person();
    PersonId gone = nameless();
    assertThat(run(new MergeCommand.Merge(), kept, gone)).isZero();
    server
        .bean(JdbcClient.class)
        .sql("UPDATE person SET created_at = created_at - interval '30 days' WHERE id = ?")
        .param(kept.value())
        .update();
    Freezes freezes = server.bean(Freezes.class);
    freezes.freeze(kept, RequestOrigin.SERVER);
    Standings.Reason why = new Standings.Reason("case-7");
    freezes.thaw(kept, Freezes.Recent.END, Window.decided(why, why), RequestOrigin.SERVER);

    assertThat(run(new MergeCommand.Unmerge(), gone)).isZero();

    assertThat(said.toString()).contains(gone + " has no way to sign in left");
  }

  @Test
  void whoBecamePartOfAnotherIsSaidToBeThere() {
    PersonId kept = server.person();
    PersonId gone = nameless();
    PersonId other = nameless();
    assertThat(run(new MergeCommand.Merge(), kept, gone)).isZero();

    assertThat(run(new MergeCommand.Merge(), server.person(), gone)).isEqualTo(1);
    assertThat(said.toString())
        .contains("Name the account itself: " + kept + ", of which " + gone + " has become part.");
    said.getBuffer().setLength(0);
    PersonId nobody = new PersonId(UUID.randomUUID());
    assertThat(run(new MergeCommand.Merge(), other, nobody)).isEqualTo(1);
    assertThat(said.toString())
        .contains(other + " is active; there is no " + nobody)
        .doesNotContain("part");
  }

  @Test
  void whoMayNotUseTheServiceIsNamedWithTheReason() {
    PersonId kept = server.person();
    PersonId gone = nameless();
    server.bean(Freezes.class).freeze(kept, RequestOrigin.SERVER);

    assertThat(run(new MergeCommand.Merge(), kept, gone)).isEqualTo(1);

    assertThat(said.toString())
        .contains(kept + " is active; frozen (owner) since 20", gone + " is active")
        .contains("Nothing was changed.");
  }

  @Test
  void whoIsNoPartOfAnotherAndWhoIsNobodyIsNamed() {
    PersonId person = nameless();
    PersonId nobody = new PersonId(UUID.randomUUID());

    assertThat(run(new MergeCommand.Unmerge(), person)).isEqualTo(1);
    assertThat(run(new MergeCommand.Unmerge(), nobody)).isEqualTo(1);

    assertThat(said.toString())
        .contains("was not merged into another: " + person)
        .contains("There is no such person: " + nobody);
  }
}
