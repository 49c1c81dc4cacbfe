package cn.tongxing.idp.client.apply;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.client.ClientApply.Change;
import cn.tongxing.idp.client.ClientApply.ResourceChange;
import cn.tongxing.idp.client.ClientSettings;
import cn.tongxing.idp.client.Resource;
import cn.tongxing.idp.client.store.CachedResources;
import cn.tongxing.idp.client.store.ResourceRows;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.keys.OfferedAlgorithms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The part of the file that is about resources: what it wants, what would change, the change. */
@Component
class ResourceChanges {

  private final ResourceRows rows;
  private final CachedResources cache;
  private final OfferedAlgorithms algorithms;
  private final RedirectUriRule addresses;
  private final Audit audit;

  ResourceChanges(
      ResourceRows rows,
      CachedResources cache,
      OfferedAlgorithms algorithms,
      ClientSettings settings,
      Audit audit) {
    this.rows = rows;
    this.cache = cache;
    this.algorithms = algorithms;
    this.addresses = new RedirectUriRule(settings);
    this.audit = audit;
  }

  /** What would change. */
  List<ResourceChange> plan(
      ClientsFile written, Lines lines, Predicate<ClientId> registered, List<String> problems) {
    var changes = new ArrayList<ResourceChange>();
    var seen = new HashSet<String>();
    var entries = orEmpty(written.resources());
    for (int at = 0; at < entries.size(); at++) {
      ClientsFile.@Nullable ResourceEntry entry = entries.get(at);
      if (entry == null) {
        continue; // FormCheck says so
      }
      var place = new Lines.Place(lines, "resources", at);
      var wanted =
          new ResourceReader(entry, registered, algorithms, addresses, problems, place).read();
      if (wanted.isPresent() && !seen.add(wanted.get().uri())) {
        problems.add(lines.at("/resources/" + at) + wanted.get().uri() + ": is listed twice");
      }
      wanted.flatMap(this::change).ifPresent(changes::add);
    }
    for (String uri : orEmpty(written.removeResources())) {
      if (!seen.add(String.valueOf(uri))) {
        problems.add("remove_resources: " + uri + " is also listed as wanted, or twice");
      }
      rows.find(String.valueOf(uri))
          .map(old -> new ResourceChange(Change.Kind.REMOVED, old, List.of()))
          .ifPresent(changes::add);
    }
    return changes;
  }

  /** Names of resources to be removed that there are not. */
  List<String> nothingToRemove(ClientsFile written) {
    return orEmpty(written.removeResources()).stream()
        .filter(uri -> rows.find(String.valueOf(uri)).isEmpty())
        .map(uri -> "remove_resources: " + uri + ": no such resource is registered")
        .toList();
  }

  /** A client that is removed would take its resources along unseen. */
  void requireUnserved(ClientsFile written, List<ClientId> removals, List<String> problems) {
    for (ClientId id : removals) {
      for (String uri : rows.servedBy(id)) {
        if (!orEmpty(written.removeResources()).contains(uri)) {
          problems.add("remove: " + id + " serves the resource " + uri + "; remove that too");
        }
      }
    }
  }

  /** Whether the same wishes would still make the same changes; locks them. */
  boolean areCurrent(List<ResourceChange> planned) {
    return planned.stream()
        .allMatch(change -> {
          var stored = rows.findForUpdate(change.resource().uri());
          return change.kind() == Change.Kind.REMOVED
              ? stored.equals(Optional.of(change.resource()))
              : between(stored, change.resource()).equals(Optional.of(change));
        });
  }

  /** Makes them, in the caller's transaction. */
  void write(List<ResourceChange> planned, Instant now, RequestOrigin origin) {
    for (ResourceChange change : planned) {
      boolean removed = change.kind() == Change.Kind.REMOVED;
      if (removed) {
        rows.remove(change.resource().uri());
      } else {
        rows.save(change.resource(), now);
      }
      var names = change.fields().stream().map(field -> field.name()).toList();
      audit.record(
          AuditEvent.of(
                  removed ? AuditEventType.RESOURCE_REMOVED : AuditEventType.RESOURCE_APPLIED,
                  origin)
              .client(change.resource().server())
              .detail("resource", change.resource().uri())
              .detail("change", change.kind().name().toLowerCase(Locale.ROOT))
              .detail("fields", String.join(" ", names)));
    }
  }

  /** After the commit. */
  void forget(List<ResourceChange> planned) {
    planned.forEach(change -> cache.forget(change.resource().uri()));
  }

  private Optional<ResourceChange> change(Resource wanted) {
    return between(rows.find(wanted.uri()), wanted);
  }

  private static Optional<ResourceChange> between(Optional<Resource> before, Resource wanted) {
    var old = before.map(ResourceChanges::fields).orElse(Map.of());
    var fields = Difference.of(old, fields(wanted));
    if (before.isPresent() && fields.isEmpty()) {
      return Optional.empty();
    }
    var kind = before.isPresent() ? Change.Kind.CHANGED : Change.Kind.ADDED;
    return Optional.of(new ResourceChange(kind, wanted, fields));
  }

  private static Map<String, List<String>> fields(Resource resource) {
    var fields = new LinkedHashMap<String, List<String>>();
    fields.put("client_id", List.of(resource.server().value()));
    fields.put("scopes", resource.scopes().stream().sorted().toList());
    fields.put("clients", resource.clients().stream().map(ClientId::value).sorted().toList());
    fields.put("access_token_signed_response_alg", List.of(resource.algorithm().jose()));
    fields.put("access_token_type", List.of(resource.tokenType().written()));
    return fields;
  }

  private static <T extends @Nullable Object> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
