package cn.tongxing.idp.client;

import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Relying parties as code: a YAML file says what is to be registered; the difference to what is
 * registered is shown, then applied in one transaction with its audit events. Applying the same
 * file twice changes nothing the second time. The form of the file: {@code
 * docs/operations/clients.md}.
 */
public interface ClientApply {

  /** Reads the file and works out what would change. Writes nothing. */
  Planned plan(Path file);

  /**
   * Makes the planned changes, all or none.
   *
   * @return empty if the registry was changed by someone else since the plan was made
   */
  Optional<Applied> apply(Plan plan, RequestOrigin origin);

  /** What came of reading the file. */
  sealed interface Planned {}

  /**
   * The file is good.
   *
   * @param warnings what is allowed and better looked at, with the place it stands at
   */
  record Plan(
      List<Change> changes,
      List<Registration> wanted,
      List<ResourceChange> resources,
      List<String> warnings)
      implements Planned {
    public Plan {
      changes = List.copyOf(changes);
      wanted = List.copyOf(wanted);
      resources = List.copyOf(resources);
      warnings = List.copyOf(warnings);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
      return changes.isEmpty() && resources.isEmpty();
    }

    /** The difference as text, one line for each field: {@code +} added, {@code -} removed. */
    public String asText() {
      var text = new StringBuilder();
      changes.forEach(change -> change.appendTo(text));
      resources.forEach(change -> change.appendTo(text));
      return isEmpty() ? "Nothing to change.\n" : text.toString();
    }
  }

  /** The file is not: every problem found, with the place it stands at. */
  record Rejected(List<String> problems) implements Planned {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }

  /** One client that would be registered, changed or removed. */
  record Change(Kind kind, ClientId client, List<FieldChange> fields) {
    public Change {
      fields = List.copyOf(fields);
    }

    private void appendTo(StringBuilder text) {
      append(text, kind, client.value(), fields);
    }

    private static void append(
        StringBuilder text, Kind kind, String name, List<FieldChange> fields) {
      text.append(kind.sign).append(' ').append(name).append('\n');
      for (FieldChange field : fields) {
        field.removed().forEach(value -> line(text, '-', field.name(), value));
        field.added().forEach(value -> line(text, '+', field.name(), value));
      }
    }

    private static void line(StringBuilder text, char sign, String name, String value) {
      text.append("    ").append(sign).append(' ').append(name).append(": ");
      text.append(value).append('\n');
    }

    /** What happens to the client. */
    public enum Kind {
      ADDED('+'),
      CHANGED('~'),
      REMOVED('-');

      private final char sign;

      Kind(char sign) {
        this.sign = sign;
      }
    }
  }

  /**
   * One resource that would be registered, changed or removed.
   *
   * @param resource as wanted; as it was if it is removed
   */
  record ResourceChange(Change.Kind kind, Resource resource, List<FieldChange> fields) {
    public ResourceChange {
      fields = List.copyOf(fields);
    }

    private void appendTo(StringBuilder text) {
      Change.append(text, kind, resource.uri(), fields);
    }
  }

  /** What a field loses and gains; one value each for a field that is no list. */
  record FieldChange(String name, List<String> removed, List<String> added) {
    public FieldChange {
      removed = List.copyOf(removed);
      added = List.copyOf(added);
    }
  }

  /**
   * A client as the file wants it.
   *
   * @param client without the hashes of secrets that are still to be generated
   * @param secrets by label, one or two; none for a public client
   */
  record Registration(Client client, List<LabelledSecret> secrets) {
    public Registration {
      secrets = List.copyOf(secrets);
    }
  }

  /**
   * A secret the file names.
   *
   * @param hash empty while it is still to be generated
   */
  record LabelledSecret(String label, Optional<byte[]> hash) {}

  /** Done. The secrets are shown this once and stored as hashes only. */
  record Applied(List<IssuedSecret> secrets) {
    public Applied {
      secrets = List.copyOf(secrets);
    }
  }

  /** A secret that was generated. Masked when printed by accident. */
  record IssuedSecret(ClientId client, String label, String reveal) {
    @Override
    public String toString() {
      return "IssuedSecret[" + client + ", " + label + "]";
    }
  }
}
