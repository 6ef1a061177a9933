// Draws the records that stand in the page as data, as jpage does; the further ones it would fetch.
function $(what) {
	if (typeof what == "function") { return document.addEventListener("DOMContentLoaded", what); }
	return { jpage: function (options) {
		var box = document.getElementById(what.slice(1)), data = box.nextElementSibling.textContent;
		var cut = /<record>(?:<!\[CDATA\[)?([\s\S]*?)(?:\]\]>)?<\/record>/g, text = "", found;
		while ((found = cut.exec(data))) { text += found[1].replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, "&"); }
		box.innerHTML = options.dataBefore + text + options.dataAfter;
	} };
}
