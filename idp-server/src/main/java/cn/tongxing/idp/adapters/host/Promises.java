package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import java.util.List;
import java.util.Optional;

/** What a descriptor declares, held against an answer: pages and levels were chosen by it. */
final class Promises {

  private Promises() {}

  /** What the adapter does that its descriptor does not declare; empty if nothing. */
  static Optional<String> broken(AdapterDescriptor descriptor, Outcome outcome) {
    return switch (outcome) {
      case Outcome.RedirectUser _ -> unless(descriptor, Capability.REDIRECTS);
      case Outcome.ShowCode _, Outcome.CodeScanned _, Outcome.KeepWaiting _ ->
          unless(descriptor, Capability.POLLS);
      case Outcome.Capture _ -> unless(descriptor, Capability.CAPTURES);
      case Outcome.Proven proven -> foreign(descriptor.documents(), proven);
      case Outcome.ShowForm _, Outcome.VerifyPhone _, Outcome.Refused _, Outcome.Unavailable _ ->
          Optional.empty();
    };
  }

  private static Optional<String> unless(AdapterDescriptor descriptor, Capability needed) {
    return descriptor.capabilities().contains(needed)
        ? Optional.empty()
        : Optional.of("does not declare " + needed);
  }

  private static Optional<String> foreign(List<DocumentType> declared, Outcome.Proven proven) {
    return proven.facts().documents().stream()
        .map(IdentityDocument::type)
        .filter(type -> !declared.isEmpty() && !declared.contains(type))
        .map(type -> "does not declare " + type)
        .findFirst();
  }
}
