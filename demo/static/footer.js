document.getElementById("footer").innerHTML = '<div class="wid"><p>主办单位：云泽区人力资源和社会保障局　地址：云泽区学府街9号　电话：0000-5566150</p>'
	+ '<p>网站标识码：3799010015　鲁ICP备00000015号-1　鲁公网安备37990002000015号</p></div>';
