package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.LinkedWays;
import cn.tongxing.idp.identity.store.EndedLinkRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** Two operators let a link come again that its owner had ended. */
@Clause({"L2", "L3"})
class AllowLinkCommandTest {

  private static final List<String> EYES =
      List.of("--reason", "asked", "--operator", "window-3", "--second-operator", "window-4");

  private final RunningServer server = RunningServer.shared();
  private final StringWriter said = new StringWriter();

  private int allow(PersonId person) {
    var command = new AllowLinkCommand();
    var line = new CommandLine(command).setOut(new PrintWriter(said, true));
    line.parseArgs(words(person, EYES));
    var opened = new StaticApplicationContext();
    opened.getBeanFactory().registerSingleton("links", server.bean(LinkedWays.class));
    opened.getBeanFactory().registerSingleton("freezes", server.bean(Freezes.class));
    return command.act(opened, person, command.reason());
  }

  private static String[] words(PersonId person, List<String> more) {
    return Stream.concat(Stream.of(person.toString()), more.stream()).toArray(String[]::new);
  }

  @Test
  void whatWasEndedMayComeAgainAndTheTrailNamesBoth() {
    PersonId person = server.person();
    server
        .bean(EndedLinkRows.class)
        .remember(
            person,
            new LinkedWays.Ended(
                UUID.randomUUID(), "police", "police-network-identity", Instant.now()));

    assertThat(allow(person)).isZero();

    assertThat(said.toString()).contains("May be linked again, police-network-identity: " + person);
    assertThat(server.bean(LinkedWays.class).ended(person)).isEmpty();
    assertThat(
            server
                .bean(JdbcClient.class)
                .sql(
                    "select details::text from audit_event where person = ? and type = 'link.allowed'")
                .param(person.value())
                .query(String.class)
                .single())
        .contains("asked", "window-3", "window-4", "police");
    assertThat(allow(person)).isZero();
    assertThat(said.toString()).contains("No link of this person was ended");
  }

  @Test
  void oneOperatorIsNotTwo() {
    for (String second : List.of("window-3", "WINDOW-3")) {
      String one = UUID.randomUUID().toString();
      var all = new ArrayList<>(List.of("citizen", "allow-link", one, "--reason", "asked"));
      all.addAll(List.of("--operator", "window-3", "--second-operator", second));
      assertThat(AdminCommands.run(all.toArray(String[]::new))).isEqualTo(2);
    }
  }
}
