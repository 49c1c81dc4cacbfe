package cn.tongxing.idp.client.apply;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.client.ClientSecrets;
import cn.tongxing.idp.client.ClientSettings;
import cn.tongxing.idp.client.keyset.ReadAddress;
import cn.tongxing.idp.client.store.CachedClients;
import cn.tongxing.idp.client.store.ClientRows;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.keys.OfferedAlgorithms;
import cn.tongxing.idp.outbound.Destinations;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.yaml.YAMLMapper;

@Service
class FileClientApply implements ClientApply {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // FormCheck names them all
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private final ClientRows rows;
  private final CachedClients cache;
  private final ResourceChanges resources;
  private final ClientSecrets hashes;
  private final EntryReader.Rules rules;
  private final TransactionOperations transactions;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random;

  FileClientApply(
      ClientRows rows,
      CachedClients cache,
      ResourceChanges resources,
      ClientSecrets hashes,
      ClientSettings settings,
      Destinations destinations,
      OfferedAlgorithms algorithms,
      ReadAddress keySets,
      TransactionOperations transactions,
      Audit audit,
      InstantSource clock,
      SecureRandom random) {
    this.rows = rows;
    this.cache = cache;
    this.resources = resources;
    this.hashes = hashes;
    this.rules =
        new EntryReader.Rules(
            hashes, new RedirectUriRule(settings), destinations, algorithms, keySets, clock);
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Planned plan(Path file) {
    var problems = new ArrayList<String>();
    var warnings = new ArrayList<String>();
    Read read;
    try {
      read = read(OperatorsFile.read(file, OperatorsFile.CLIENTS), problems);
    } catch (IOException unreadable) {
      return new Rejected(List.of(Unreadable.because(unreadable)));
    } catch (JacksonException malformed) {
      return new Rejected(
          problems.isEmpty() ? List.of(Unreadable.because(malformed)) : Lines.inOrder(problems));
    }
    ClientsFile written = read.written();
    var wanted = registrations(written, file, read.lines(), problems, warnings);
    var removals = removals(written, wanted, problems);
    var resourceChanges = resourceChanges(read, wanted, removals, problems);
    if (!problems.isEmpty()) {
      return new Rejected(Lines.inOrder(problems));
    }
    warnings.addAll(nothingToRemove(written, removals));
    return difference(wanted, removals, resourceChanges, Lines.inOrder(warnings));
  }

  private record Read(ClientsFile written, Lines lines) {}

  private static Read read(byte[] file, List<String> problems) {
    JsonNode tree = YAML.readTree(file);
    Lines lines;
    try (JsonParser parser = YAML.createParser(file)) {
      lines = Lines.of(parser);
    }
    problems.addAll(FormCheck.of(tree, lines));
    return new Read(YAML.treeToValue(tree, ClientsFile.class), lines);
  }

  /** Not refused, since the same file may be applied twice; but the name may be a slip. */
  private List<String> nothingToRemove(ClientsFile written, List<ClientId> removals) {
    var warnings = new ArrayList<String>();
    removals.stream()
        .filter(id -> rows.find(id).isEmpty())
        .forEach(id -> warnings.add("remove: " + id + ": no such client is registered"));
    if (written != null) {
      warnings.addAll(resources.nothingToRemove(written));
    }
    return warnings;
  }

  private List<ResourceChange> resourceChanges(
      Read read, List<Registration> wanted, List<ClientId> removals, List<String> problems) {
    if (read.written() == null) {
      return List.of();
    }
    resources.requireUnserved(read.written(), removals, problems);
    return resources.plan(
        read.written(), read.lines(), id -> isThere(id, wanted, removals), problems);
  }

  private List<Registration> registrations(
      ClientsFile written, Path file, Lines lines, List<String> problems, List<String> warnings) {
    List<ClientsFile.@Nullable Entry> entries =
        written == null || written.clients() == null ? List.of() : written.clients();
    var folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    var wanted = new ArrayList<Registration>();
    var seen = new HashSet<ClientId>();
    for (int at = 0; at < entries.size(); at++) {
      var entry = entries.get(at);
      if (entry == null) {
        continue; // FormCheck says so
      }
      var place = new Lines.Place(lines, "clients", at);
      var findings =
          new Findings(entry.clientId() == null ? "" : entry.clientId(), place, problems);
      new EntryReader(entry, folder, rules, registered(entry), findings)
          .read()
          .ifPresent(wanted::add);
      warnings.addAll(findings.warnings());
      if (entry.clientId() != null
          && ClientId.isWellFormed(entry.clientId())
          && !seen.add(new ClientId(entry.clientId()))) {
        problems.add(lines.at("/clients/" + at) + entry.clientId() + ": is listed twice");
      }
    }
    return wanted;
  }

  private Optional<Client> registered(ClientsFile.Entry entry) {
    return Optional.ofNullable(entry.clientId())
        .filter(ClientId::isWellFormed)
        .map(ClientId::new)
        .flatMap(rows::find);
  }

  private static List<ClientId> removals(
      ClientsFile written, List<Registration> wanted, List<String> problems) {
    var removals = new ArrayList<ClientId>();
    if (written == null || written.remove() == null) {
      return removals;
    }
    for (String id : written.remove()) {
      if (!ClientId.isWellFormed(id)) {
        problems.add("remove: not a client id: " + id);
      } else if (wanted.stream().anyMatch(each -> each.client().id().value().equals(id))) {
        problems.add("remove: " + id + " is also listed as wanted");
      } else if (removals.contains(new ClientId(id))) {
        problems.add("remove: " + id + " is listed twice");
      } else {
        removals.add(new ClientId(id));
      }
    }
    return removals;
  }

  /** Whether there is a client of this name once the file is applied. */
  private boolean isThere(ClientId id, List<Registration> wanted, List<ClientId> removals) {
    return wanted.stream().anyMatch(each -> each.client().id().equals(id))
        || (!removals.contains(id) && rows.find(id).isPresent());
  }

  private Plan difference(
      List<Registration> wanted,
      List<ClientId> removals,
      List<ResourceChange> resourceChanges,
      List<String> warnings) {
    var changes = new ArrayList<Change>();
    for (Registration each : wanted) {
      var client = rows.find(each.client().id());
      var secrets = rows.secrets(each.client().id());
      Difference.between(client, secrets, each).ifPresent(changes::add);
    }
    for (ClientId id : removals) {
      var client = rows.find(id);
      client.map(Difference::removal).ifPresent(changes::add);
    }
    var changed =
        wanted.stream()
            .filter(each ->
                changes.stream().anyMatch(change -> change.client().equals(each.client().id())))
            .toList();
    return new Plan(changes, changed, resourceChanges, warnings);
  }

  @Override
  public Optional<Applied> apply(Plan plan, RequestOrigin origin) {
    Optional<Applied> applied =
        transactions.execute(status -> {
          plan.changes().forEach(change -> rows.findForUpdate(change.client()));
          return isCurrent(plan) ? Optional.of(write(plan, origin)) : Optional.empty();
        });
    plan.changes().forEach(change -> cache.forget(change.client()));
    resources.forget(plan.resources());
    return applied;
  }

  /** Whether the same wishes would still make the same changes. */
  private boolean isCurrent(Plan plan) {
    var removals =
        plan.changes().stream()
            .filter(change -> change.kind() == Change.Kind.REMOVED)
            .map(Change::client)
            .toList();
    return difference(plan.wanted(), removals, List.of(), List.of())
            .changes()
            .equals(plan.changes())
        && resources.areCurrent(plan.resources());
  }

  private Applied write(Plan plan, RequestOrigin origin) {
    var issued = new ArrayList<IssuedSecret>();
    for (Registration each : plan.wanted()) {
      rows.save(withSecrets(each, issued), clock.instant());
    }
    for (Change change : plan.changes()) {
      boolean removed = change.kind() == Change.Kind.REMOVED;
      if (removed) {
        rows.remove(change.client());
      }
      var names = change.fields().stream().map(FieldChange::name).toList();
      audit.record(
          AuditEvent.of(
                  removed ? AuditEventType.CLIENT_REMOVED : AuditEventType.CLIENT_APPLIED, origin)
              .client(change.client())
              .detail("change", change.kind().name().toLowerCase(java.util.Locale.ROOT))
              .detail("fields", String.join(" ", names)));
    }
    resources.write(plan.resources(), clock.instant(), origin);
    return new Applied(issued);
  }

  private Registration withSecrets(Registration wanted, List<IssuedSecret> issued) {
    ClientId id = wanted.client().id();
    var stored = rows.secrets(id);
    var secrets = new ArrayList<LabelledSecret>();
    for (LabelledSecret secret : wanted.secrets()) {
      var hash =
          secret
              .hash()
              .or(() -> Optional.ofNullable(stored.get(secret.label())))
              .orElseGet(() -> {
                var fresh = new IssuedSecret(id, secret.label(), freshSecret());
                issued.add(fresh);
                return hashes.hash(id, fresh.reveal());
              });
      secrets.add(new LabelledSecret(secret.label(), Optional.of(hash)));
    }
    return new Registration(wanted.client(), secrets);
  }

  private String freshSecret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
