package cn.tongxing.idp.login.web;

import cn.tongxing.idp.login.page.Instead;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.page.Page.Way;
import cn.tongxing.idp.proofing.Proofs;
import java.util.List;
import java.util.Optional;

/**
 * A page as a self-service machine shows it: without passkeys, without the way of last time, and
 * without links that are for the person's own phone.
 */
final class AtKiosk {

  private AtKiosk() {}

  static Page of(Page due) {
    return switch (due) {
      case Page.ChooseMethod it ->
          new Page.ChooseMethod(
              without(it.returning()),
              it.registering(),
              "",
              it.counterOnly(),
              Optional.empty(),
              it.problem(),
              it.needs());
      case Page.PasswordForm it ->
          new Page.PasswordForm(it.identifier(), Optional.empty(), it.problem());
      case Page.MoreNeeded it ->
          new Page.MoreNeeded(
              it.needs(), without(it.own()), it.proofs(), Optional.empty(), it.enough());
      case Page.ConfirmOwner it ->
          new Page.ConfirmOwner(
              it.before(),
              it.shown(),
              without(it.own()),
              it.proofs(),
              Optional.empty(),
              it.problem());
      case Page.Thaw it ->
          new Page.Thaw(
              it.begun(),
              without(it.own()),
              it.proofs(),
              it.useless(),
              Optional.empty(),
              it.problem());
      case Page.OfferCredential it ->
          new Page.OfferCredential(
              it.newAccount(), it.username(), Optional.empty(), it.problem(), it.needs());
      default -> ofAWay(due);
    };
  }

  /** Pages of one way, with others beside it. */
  private static Page ofAWay(Page due) {
    return switch (due) {
      case Page.QrCode it ->
          new Page.QrCode(
              uninstalled(it.way()),
              it.state(),
              it.instruction(),
              it.svg(),
              it.link(),
              it.checkNumber(),
              it.secondsLeft(),
              it.pollSeconds());
      case Page.DocumentTail it -> new Page.DocumentTail(it.problem(), without(it.others()));
      case Page.WayUnavailable it -> new Page.WayUnavailable(it.way(), without(it.instead()));
      case Page.ProofRefused it ->
          new Page.ProofRefused(uninstalled(it.way()), it.problem(), without(it.instead()));
      default -> due;
    };
  }

  /** The phone is in the person's hand: what a link of the machine shows is of no use there. */
  private static Way uninstalled(Way way) {
    return new Way(way.id(), way.label(), way.hint(), way.available());
  }

  private static Instead without(Instead instead) {
    return new Instead(
        instead.registering(), without(instead.same()), without(instead.rest()), instead.again());
  }

  private static List<Way> without(List<Way> ways) {
    return ways.stream().filter(way -> !way.id().equals(Proofs.PASSKEY)).toList();
  }
}
