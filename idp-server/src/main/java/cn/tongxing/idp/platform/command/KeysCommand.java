package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.keys.DataKeyChanges;
import cn.tongxing.idp.keys.KeyRotation;
import cn.tongxing.idp.keys.RotationOutcome;
import cn.tongxing.idp.keys.SigningAlgorithm;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signing keys. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Rotates, replaces and withdraws keys.")
final class KeysCommand {

  /** What {@code keys replace} takes; {@link DataKeyChanges#hashPurposes} has the same. */
  static final List<String> PURPOSES =
      List.of("session-cookies", "refresh-tokens", "client-secrets");

  @Spec private CommandSpec spec;

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = {
        "The next key becomes the active one, the active one goes on verifying for the "
            + "overlap, and a new next key is published: of the algorithms named, or of all."
      })
  int rotate(
      @Parameters(paramLabel = "ALG", arity = "0..*", description = "ES256, RS256, ...")
          List<String> names,
      @Option(
              names = "--now",
              description = "even if the next key was published so lately that not all know it")
          boolean now,
      @Mixin OneOperator by) {
    var algorithms = EnumSet.noneOf(SigningAlgorithm.class);
    for (String name : names == null ? List.<String>of() : names) {
      algorithms.add(
          TypedOption.made(
              spec,
              "ALG",
              () ->
                  SigningAlgorithm.named(name)
                      .orElseThrow(() ->
                          new IllegalArgumentException(
                              "that is no algorithm that tokens are signed with"))));
    }
    return by.with(server -> {
      KeyRotation keys = server.getBean(KeyRotation.class);
      return say(now ? keys.rotateNow(algorithms) : keys.rotate(algorithms));
    });
  }

  @Command(
      name = "withdraw",
      mixinStandardHelpOptions = true,
      description = "Takes a key out of use at once; every token it signed is void.")
  int withdraw(
      @Parameters(paramLabel = "KID", description = "its id, as the published key set says it")
          String kid,
      @Mixin OneOperator by) {
    return by.with(server -> say(server.getBean(KeyRotation.class).withdraw(kid)));
  }

  @Command(
      name = "reseal",
      mixinStandardHelpOptions = true,
      description = {
        "New data keys for personal data and signing keys: the keys of persons are wrapped anew, and "
            + "their data is not touched.",
        "May be interrupted and given again, while servers run. Earlier data keys go a "
            + "day later, by the same command."
      })
  int reseal(@Mixin OneOperator by) {
    return by.with(server -> {
      var done = server.getBean(DataKeyChanges.class).reseal(this::progress);
      PrintWriter out = spec.commandLine().getOut();
      out.println(done.sealed() + " values sealed anew");
      if (!done.retired().isEmpty()) {
        out.println("Data keys gone: " + done.retired());
      }
      if (!done.waiting().isEmpty()) {
        out.println(
            "Data keys kept for a day: " + done.waiting() + "; give the command again then");
      }
      return 0;
    });
  }

  @Command(
      name = "replace",
      mixinStandardHelpOptions = true,
      description = {
        "A new key for the keyed hashes of session-cookies (everybody signs in again), "
            + "refresh-tokens (applications send their users to sign in again) or "
            + "client-secrets (those of today go on unless --now is given).",
        "Servers follow within five seconds."
      })
  int replace(
      @Parameters(paramLabel = "PURPOSE", description = "which of the three") String purpose,
      @Option(names = "--now", description = "earlier client secrets are void at once") boolean now,
      @Mixin OneOperator by) {
    if (!PURPOSES.contains(purpose)) {
      throw new ParameterException(
          spec.commandLine(), "PURPOSE: one of " + String.join(", ", PURPOSES));
    }
    return by.with(server -> {
      server.getBean(DataKeyChanges.class).replace(purpose, !now);
      spec.commandLine().getOut().println("New key for " + purpose);
      return 0;
    });
  }

  @Command(
      name = "reindex",
      mixinStandardHelpOptions = true,
      description = {
        "A new key for the blind indexes, and all of them made anew, in one " + "transaction.",
        "Stop every server before."
      })
  int reindex(@Mixin OneOperator by) {
    return by.with(server -> {
      try {
        long made = server.getBean(DataKeyChanges.class).reindex(this::progress);
        spec.commandLine().getOut().println(made + " indexes made anew");
        return 0;
      } catch (IllegalStateException running) {
        spec.commandLine().getErr().println(running.getMessage());
        return 1;
      }
    });
  }

  @Command(
      name = "rewrap",
      mixinStandardHelpOptions = true,
      description = {
        "Wraps the data keys under another key-encryption key.",
        "From then on the servers need that file: set idp.keys.key-encryption-key-file "
            + "and start them again."
      })
  int rewrap(
      @Parameters(paramLabel = "FILE", description = "the other key-encryption key") Path file,
      @Mixin OneOperator by) {
    TypedOption.readable(spec, "FILE", file);
    return by.with(server -> {
      server.getBean(DataKeyChanges.class).rewrap(file);
      spec.commandLine()
          .getOut()
          .println("Now set idp.keys.key-encryption-key-file=" + file.toAbsolutePath().normalize());
      return 0;
    });
  }

  private void progress(DataKeyChanges.Progress progress) {
    spec.commandLine().getErr().println(progress.table() + ": " + progress.done());
  }

  private int say(RotationOutcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    return switch (outcome) {
      case RotationOutcome.Rotated rotated -> {
        out.println(
            "Signing now: "
                + rotated.active().stream()
                    .map(RotationOutcome.Signing::toString)
                    .collect(Collectors.joining(", ")));
        yield 0;
      }
      case RotationOutcome.TooEarly early -> {
        out.println(
            "The next key was published lately; possible from "
                + TrailTime.written(early.possibleFrom())
                + ", or now with --now.");
        yield 1;
      }
      case RotationOutcome.NoKeys none -> {
        out.println("There are no keys of " + none.algorithm().jose() + ".");
        yield 1;
      }
      case RotationOutcome.MadeByLaterVersion _ -> {
        out.println("A later version of the server made this key: give the command there.");
        yield 1;
      }
      case RotationOutcome.UnknownKey none -> {
        out.println("There is no such key.");
        yield 1;
      }
    };
  }
}
