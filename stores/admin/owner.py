"""Who owns a store: one screen, for who deals with owners. Nothing else of the site reads this table."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from stores.admin.fact_views import back_to
from stores.models import Store, StorePrivate

VIEW = "stores.view_storeprivate"
CHANGE = "stores.change_storeprivate"


class OwnerForm(forms.ModelForm):
    class Meta:
        model = StorePrivate
        fields = ("owner_name", "tax_code", "identity_number", "phone", "contract_note", "closed_on")
        widgets = {"closed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


def owner(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    store = get_object_or_404(Store, pk=pk)
    private = StorePrivate.objects.filter(store=store).first() or StorePrivate(store=store)
    form = OwnerForm(request.POST or None, instance=private)
    if request.method == "POST":
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        if form.is_valid():
            form.instance.set_by = request.user
            form.save()
            messages.success(request, _("Đã ghi thông tin riêng."))
            return redirect(back_to(store))
    context = {"store": store, "form": form, "back_url": back_to(store), "may_change": request.user.has_perm(CHANGE)}
    response = render(request, "stores/admin/owner.html", context)
    add_never_cache_headers(response)
    return response
