package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.identity.Standings.Change;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.StaticApplicationContext;
import picocli.CommandLine;

/** What the operator sees and what the exit code says. */
class StandingCommandTest {

  private static final Standings.Reason CASE = new Standings.Reason("case-114");

  private final PersonId one = new PersonId(UUID.randomUUID());
  private final PersonId other = new PersonId(UUID.randomUUID());
  private final StringWriter said = new StringWriter();

  private record Answering(Change change, List<PersonId> holders) implements Standings {
    @Override
    public Change disable(PersonId person, Reason reason, RequestOrigin origin) {
      return change;
    }

    @Override
    public Change enable(PersonId person, Reason reason, RequestOrigin origin) {
      return change;
    }

    @Override
    public boolean hold(PersonId person) {
      return true;
    }

    @Override
    public List<PersonId> holders(String documentNumber) {
      return holders;
    }
  }

  private int disable(Standings standings, Optional<PersonId> named) {
    var command = new StandingCommand.Disable();
    new CommandLine(command).setOut(new PrintWriter(said, true));
    var server = new StaticApplicationContext();
    server.getBeanFactory().registerSingleton("standings", standings);
    return command.run(server, named, "a number", CASE);
  }

  @ParameterizedTest
  @CsvSource({"CHANGED, 0", "UNCHANGED, 0", "UNKNOWN, 1", "CLOSED, 1"})
  void theExitCodeSaysWhetherItIsSo(Change change, int code) {
    assertThat(disable(new Answering(change, List.of()), Optional.of(one))).isEqualTo(code);
    assertThat(said.toString()).contains(one.toString());
  }

  @Test
  void aDocumentNumberMustNameOnePerson() {
    assertThat(disable(new Answering(Change.CHANGED, List.of(one)), Optional.empty())).isZero();
    assertThat(disable(new Answering(Change.CHANGED, List.of()), Optional.empty())).isEqualTo(1);
    assertThat(disable(new Answering(Change.CHANGED, List.of(one, other)), Optional.empty()))
        .isEqualTo(1);
    assertThat(said.toString())
        .contains("Nobody", one.toString(), other.toString())
        .doesNotContain("a number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "two words", "11010119900307803X", "138-0013-8000", "a\nb", "原因"})
  void aReasonIsNoSentenceAndNothingPersonal(String reason) {
    assertThatThrownBy(() -> new Standings.Reason(reason))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aWrongOrMissingReasonIsWrongUsageBeforeAnythingStarts() {
    for (String[] words :
        new String[][] {
          {"citizen", "disable", one.toString()},
          {"citizen", "enable", one.toString(), "--reason", "two words"},
          {"citizen", "disable", "no-id", "--reason", "case-1"}
        }) {
      assertThat(AdminCommands.run(words)).isEqualTo(2);
    }
    assertThat(AdminCommands.run(new String[] {"citizen", "disable", "--help"})).isZero();
  }
}
